"""GitLab's code quality report by its schema; CSV in which nothing is a formula."""

from __future__ import annotations

import json

import pytest

from grader.reports.formats.csv import render_csv
from grader.reports.formats.gitlab import render_gitlab
from grader.reports.formats.registry import REPORTS
from tests.reports.readers import read_code_quality, read_rows


def test_gitlab_has_a_finding_for_each_check_that_went_wrong(mixed_grades):
    found = read_code_quality(render_gitlab(mixed_grades, "en"))

    assert len(found) == 5
    assert [one["location"]["lines"]["begin"] for one in found] == [1, 7, 1, 1, 1]


def test_gitlab_keeps_the_fingerprint_of_a_check_whose_values_changed(make_grade, make_outcome):
    one, other = (
        read_code_quality(render_gitlab([make_grade(make_outcome(actual=text))], "en"))
        for text in "ab"
    )

    assert one[0]["fingerprint"] == other[0]["fingerprint"]


@pytest.mark.attack
def test_hostile_words_stay_text_for_gitlab(make_hostile, hostile_words):
    grades = make_hostile(hostile_words)

    found = json.loads(render_gitlab(grades[:1], "en"))

    assert len(found) == 6
    assert any(hostile_words in one["description"] for one in found)


def test_csv_has_a_row_for_each_check(mixed_grades):
    found = read_rows(render_csv(mixed_grades, "en"))

    assert len(found) == 9
    assert found[0]["status"] == "failed"
    assert (found[6]["points"], found[6]["earned"], found[7]["bonus"]) == ("1.5", "1.5", "yes")


@pytest.mark.attack
def test_hostile_words_are_cells_and_no_formulas(make_hostile, hostile_words):
    found = read_rows(render_csv(make_hostile(hostile_words), "en"))

    assert len(found) == 16
    assert {row["student"].removeprefix("'") for row in found} == {hostile_words}


@pytest.mark.parametrize("form", sorted(REPORTS))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_same_grades_give_the_same_text(form, language, mixed_grades):
    assert REPORTS[form](mixed_grades, language) == REPORTS[form](mixed_grades, language)


@pytest.mark.parametrize("form", sorted(set(REPORTS) - {"json"}))
def test_no_format_tells_a_hidden_value(form, make_grade, make_outcome):
    secret = "31337"
    hidden = make_outcome(
        visibility="hidden", expected=secret, actual=secret, output=secret, details=()
    )
    public = make_outcome(check="test_two", expected=secret, actual="1")
    grade = make_grade(hidden)

    assert secret not in REPORTS[form]([grade.for_student()], "en")
    if form in {"html", "markdown", "junit", "gradescope"}:
        assert secret in REPORTS[form]([make_grade(public)], "en")

"""GitLab's code quality report by its schema; CSV in which nothing is a formula."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from grader.cli.staff import FORMATS
from grader.reports import REPORTS
from grader.reports.gitlab import render_gitlab
from grader.reports.table import COLUMNS, render_csv

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def findings(text: str) -> list[dict]:
    found = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert len({one["fingerprint"] for one in found}) == len(found)
    return found


def rows(text: str) -> list[dict[str, str]]:
    """The rows, once no cell begins as a formula does."""
    assert text.startswith("\ufeff")
    assert text.count("\r\n") >= 1
    read = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert all(len(row) == len(COLUMNS) for row in read)
    assert not [c for row in read for c in row if c.startswith(tuple("=+-@\t\r＝＋－＠"))]
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


def test_gitlab_has_a_finding_for_each_check_that_went_wrong(mixed_grades):
    found = findings(render_gitlab(mixed_grades, "en"))

    assert len(found) == 5
    assert [one["location"]["lines"]["begin"] for one in found] == [1, 7, 1, 1, 1]


def test_gitlab_keeps_the_fingerprint_of_a_check_whose_values_changed(make_grade, make_outcome):
    one, other = (
        findings(render_gitlab([make_grade(make_outcome(actual=text))], "en")) for text in "ab"
    )

    assert one[0]["fingerprint"] == other[0]["fingerprint"]


@pytest.mark.attack
def test_hostile_words_stay_text_for_gitlab(make_hostile, hostile_words):
    grades = make_hostile(hostile_words)

    found = json.loads(render_gitlab(grades[:1], "en"))

    assert len(found) == 6
    assert any(hostile_words in one["description"] for one in found)


def test_csv_has_a_row_for_each_check(mixed_grades):
    found = rows(render_csv(mixed_grades, "en"))

    assert len(found) == 9
    assert found[0]["status"] == "failed"
    assert (found[6]["points"], found[6]["earned"], found[7]["bonus"]) == ("1.5", "1.5", "yes")


@pytest.mark.attack
def test_hostile_words_are_cells_and_no_formulas(make_hostile, hostile_words):
    found = rows(render_csv(make_hostile(hostile_words), "en"))

    assert len(found) == 16
    assert {row["student"].removeprefix("'") for row in found} == {hostile_words}


def test_every_format_can_be_asked_for():
    assert sorted(FORMATS) == sorted([*REPORTS, "terminal"])


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

"""JUnit XML by its readers' rules, with counts that add up; CSV in which nothing is a formula."""

from __future__ import annotations

import re

import pytest

from grader.reports.formats.records import render_csv, render_junit
from tests.reports.readers import VERDICTS, hold_to_jenkins, read_junit, read_rows


def test_every_status_has_its_element(mixed_grades):
    suite = read_junit(render_junit(mixed_grades, "en"))[0]

    found = {
        case.get("classname").rpartition("_")[2]: [c.tag for c in case if c.tag in VERDICTS]
        for case in suite.findall("testcase")
    }
    assert found == {
        "failed": ["failure"],
        "error": ["error"],
        "timeout": ["error"],
        "crashed": ["error"],
        "broken": ["error"],
        "skipped": ["skipped"],
        "right": [],
        "bonus": [],
    }


def test_points_are_properties_of_a_suite_and_stand_in_a_case_s_output(mixed_grades):
    suite = read_junit(render_junit(mixed_grades, "en"))[0]

    told = {p.get("name"): p.get("value") for p in suite.find("properties")}
    assert (told["earned"], told["possible"], told["bonus"]) == ("1.5", "2.75", "1")
    cases = [case.text.partition("\n")[0] for case in suite.findall("testcase/system-out")]
    assert [text.rpartition(" / ")[2] for text in cases] == ["0.25"] * 6 + ["1.5", "1"]


def test_jenkins_s_strict_schema_is_kept(mixed_grades):
    hold_to_jenkins(read_junit(render_junit(mixed_grades, "en")))


def test_the_schema_s_test_sees_what_is_not_allowed(mixed_grades):
    with pytest.raises(AssertionError):
        hold_to_jenkins(read_junit(render_junit(mixed_grades, "en", for_gitlab=True)))


def test_gitlab_is_told_each_case_s_file(mixed_grades):
    suite = read_junit(render_junit(mixed_grades, "en", for_gitlab=True))[0]

    assert {case.get("file") for case in suite.findall("testcase")} == {"doubling.py"}


@pytest.mark.attack
def test_hostile_words_stay_text(make_hostile, hostile_words):
    text = render_junit(make_hostile(hostile_words), "en")
    harmless = read_junit(render_junit(make_hostile("harmless"), "en"))

    root = read_junit(text)

    assert [e.tag for e in root.iter()] == [e.tag for e in harmless.iter()]
    assert "[[ATTACHMENT" not in "".join(e.text or "" for e in root.iter("system-out"))
    students = {p.get("value") for p in root.iter("property") if p.get("name") == "student"}
    assert students == {re.sub("[\ufffe\uffff]", "\ufffd", hostile_words)}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_grades_are_an_empty_document(language):
    assert len(read_junit(render_junit([], language))) == 0


# -- CSV


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

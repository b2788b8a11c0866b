"""An answer that a person has yet to look at: no report gives it points, and none takes them."""

from __future__ import annotations

import base64
import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from grader.model import Cause, message
from grader.model.grade import judged_total
from grader.reports.formats.autograders import (
    render_classroom_reporter,
    render_gradescope,
    whole_points,
)
from grader.reports.formats.code_hosts import render_annotations
from grader.reports.formats.markdown import render_markdown
from grader.reports.formats.records import render_csv, render_junit
from grader.reports.pages.student_page import render_student_page
from grader.reports.view import view

SAID = "8 of 13 points"


@pytest.fixture
def grade(make_grade, make_outcome):
    """Eight points for a check, and two answers that wait: for three points and for two."""
    looked = message("A person will look at this answer.")
    common = {"status": "pending", "cause": Cause.TO_REVIEW, "message": looked, "earned": 0.0}
    waiting = [
        make_outcome(check=f"question:{name}", points=points, actual="Because.", **common)
        for name, points in (("why", 3.0), ("how", 2.0))
    ]
    return make_grade(make_outcome(status="passed", points=8.0, earned=8.0, message=None), *waiting)


def test_its_points_are_possible_and_not_earned(grade):
    assert (grade.score.earned, grade.score.possible, grade.pending) == (8, 13, 5)


def test_who_reads_numbers_alone_gets_those_that_are_judged(grade):
    score = judged_total([grade])

    assert (score.earned, score.possible) == (8, 8)


def test_people_read_how_many_points_wait(grade):
    sentence = "8 of 13 points, 5 to be looked at by a person."

    assert sentence in view(grade, "en").notes
    assert sentence in render_student_page([grade], "en")
    assert "13점 가운데 8점, 사람이 볼 것 5점." in view(grade, "ko").notes
    assert [finding.earned for finding in view(grade, "en").findings] == ["– / 3", "– / 2"]


def test_nothing_of_it_is_left_to_mend(grade):
    assert grade.all_passed()
    assert "Everything passes" in render_student_page([grade], "en")


def test_gradescope_gets_a_test_without_a_score(grade):
    found = json.loads(render_gradescope([grade], "en"))

    assert found["score"] == 8
    assert [("score" in test, "max_score" in test) for test in found["tests"]] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert "5 to be looked at by a person" in found["output"]


def test_classrooms_get_the_points_of_all_else(grade):
    whole = whole_points([grade])
    reported = json.loads(base64.b64decode(render_classroom_reporter([grade], "en")))

    assert [(one.score, one.possible) for one in whole] == [(8, 8)]
    assert (reported["max_score"], reported["status"]) == (8, "pass")
    assert len(reported["tests"]) == 1


def test_a_record_of_it_has_no_points(grade):
    rows = list(csv.DictReader(io.StringIO(render_csv([grade], "en").lstrip("\ufeff"))))
    suite = ET.fromstring(render_junit([grade], "en").partition("\n")[2])[0]

    assert [row["earned"] for row in rows] == ["8", "", ""]
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "0", "2")
    assert "– / 3" in ET.tostring(suite, "unicode")


def test_it_is_no_error_at_a_line(grade):
    assert render_annotations([grade], "en") == ""


def test_the_headline_of_several_exercises_says_it_too(grade):
    assert "5 to be looked at by a person" in render_markdown([grade], "en").partition("##")[0]

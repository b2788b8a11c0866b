"""Canonical JSON: what is kept, complete, strict, and the same bytes for the same grades."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from grader.errors import GraderError
from grader.model import message
from grader.reports.formats.markdown import render_markdown
from grader.results.grade_file import json_schema, load_grades, parse_grades, render_json

WRONG = {
    "passed": "def double(x):\n    return 2 * x\n",
    "failed": "def double(x):\n    return x * x\n",
    "error": "def double(x):\n    return x / 0\n",
    "missing": "def triple(x):\n    return 3 * x\n",
    "unreadable": "",
    "printing": "def double(x):\n    print('\\x1b[31m', x)\n    return x\n",
}
SOURCES = pytest.mark.parametrize("source", WRONG.values(), ids=WRONG.keys())


@SOURCES
def test_grades_come_back_as_they_were(grade_text, source):
    grade = grade_text(source)

    assert parse_grades(render_json([grade])) == (grade,)


@pytest.fixture
def old_file():
    """What a grader of the first format wrote for an array of the wrong shape."""
    return Path(__file__).with_name("grades_v1.json")


def test_grades_of_the_format_before_are_read(old_file):
    doubled, absent = load_grades(old_file)

    assert '"grids"' in old_file.read_text("utf-8")
    assert [view.role for view in doubled.outcomes[1].array_views] == [
        *("argument", "expected", "actual")
    ]
    assert doubled.outcomes[1].message == message("The array has the wrong shape.")
    assert doubled.problems[0].message.values["type"] == "NameError"
    assert (doubled.score.possible, absent.score.possible) == (4, 3)


def test_grades_of_the_format_before_have_no_causes_and_reports_do_without(old_file):
    grades = load_grades(old_file)

    outcomes = [outcome for grade in grades for outcome in grade.outcomes]
    assert {outcome.cause for outcome in outcomes} == {None}
    assert "The array has the wrong shape." in render_markdown(grades, "en")
    assert parse_grades(render_json(grades)) == grades


@SOURCES
def test_grades_fit_the_schema(grade_text, source):
    text = render_json([grade_text(source)])

    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(text))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "change",
    [{"student": 3}, {"score": None}, {"outcomes": [{}]}, {"outcomes": "none"}],
)
def test_the_schema_refuses_what_is_no_grade(grade_text, change):
    made = json.loads(render_json([grade_text(WRONG["failed"])]))
    made["grades"][0].update(change)

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(made)


def test_the_same_grades_give_the_same_bytes(make_grade, make_outcome):
    one = make_grade(make_outcome(), versions={"a": "1", "b": "2"})
    two = make_grade(make_outcome(), versions={"b": "2", "a": "1"})

    assert render_json([one]) == render_json([two])


def test_the_text_is_indented_utf_8_that_ends_in_one_newline(make_grade, make_outcome):
    text = render_json([make_grade(make_outcome())])

    assert "\n  " in text
    assert "한국어 제목" in text
    assert text.endswith("}\n")


@pytest.mark.attack
@pytest.mark.parametrize(
    "hostile",
    ['"}], "grades": [', "</script>", "\\", "a\nb", "\N{REPLACEMENT CHARACTER}", "🦆" * 9],
)
def test_hostile_text_stays_text(make_hostile, hostile):
    grades = make_hostile(hostile)

    assert list(parse_grades(render_json(grades))) == grades


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"cnn-grader/grades/v2"', '"cnn-grader/grades/v9"'),
        ('"status": "failed"', '"status": "perfect"'),
        ('"cause": "wrong_values"', '"cause": "no_such_cause"'),
        ('"earned": 0.0', '"earned": "0"'),
        ('"check": "test_one"', '"check": "test_one", "bonus": 1'),
    ],
)
def test_a_file_of_another_kind_is_refused(make_grade, make_outcome, old, new):
    text = render_json([make_grade(make_outcome())])
    assert old in text

    with pytest.raises(msgspec.ValidationError):
        parse_grades(text.replace(old, new, 1))


def test_a_file_of_grades_is_loaded(tmp_path, make_grade, make_outcome):
    grade = make_grade(make_outcome())
    (tmp_path / "kim.json").write_text(render_json([grade]), "utf-8")

    assert load_grades(tmp_path / "kim.json") == (grade,)


@pytest.mark.parametrize("data", [b"", b"{}", b"not json", b"\xff\xfe", b"[]"])
def test_a_file_that_holds_no_grades_is_an_error_with_a_tip(tmp_path, data):
    (tmp_path / "kim.json").write_bytes(data)

    with pytest.raises(GraderError, match="no file of grades"):
        load_grades(tmp_path / "kim.json")


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(GraderError, match="cannot be read"):
        load_grades(tmp_path / "nobody.json")


# -- a worker that lies

FORGED_LINE = """
import sys

forged = {"type": "E", "bases": ["E"], "text": "forged", "where": "doubling.py", "line": NUMBER,
          "source": "s", "frames": [
              {"where": "doubling.py", "line": NUMBER, "function": "f", "source": "s"}]}


def double(x):
    sys._getframe(1).f_globals["describe_exception"] = lambda *_: forged
    raise ValueError
"""


def test_the_forgery_reaches_the_grade(grade_text_forked):
    grade = grade_text_forked(FORGED_LINE.replace("NUMBER", "5"))

    assert '"It said: {text}"' in render_json([grade])
    assert "forged" in render_json([grade])


@pytest.mark.attack
@pytest.mark.parametrize("number", ["10**30", "-10**30", "2**63", "2**64", "0", "True", "1.5"])
def test_a_forged_line_number_is_no_crash(grade_text_forked, number):
    grade = grade_text_forked(FORGED_LINE.replace("NUMBER", number))

    assert grade.score.earned == 0
    assert parse_grades(render_json([grade])) == (grade,)

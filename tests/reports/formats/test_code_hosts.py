"""GitHub: commands that only we can give. GitLab: its code quality report, by its schema."""

from __future__ import annotations

import json

import pytest

from grader.model import ShownCall
from grader.reports.formats.code_hosts import (
    MAX_SUMMARY_BYTES,
    command,
    render_annotations,
    render_gitlab,
    render_release_body,
    render_step_summary,
    stopped,
)
from tests.reports.readers import read_code_quality, run_commands


def test_the_reader_of_commands_obeys_what_nobody_escaped():
    assert run_commands("::error file=a.py,line=3::it is wrong") == [
        ("error", {"file": "a.py", "line": "3"}, "it is wrong")
    ]


def test_a_check_that_raised_is_an_error_at_the_students_line(mixed_grades):
    first = run_commands(render_annotations(mixed_grades, "en"))[0]

    assert first[0] == "error"
    assert (first[1]["file"], first[1]["line"]) == ("doubling.py", "7")
    assert first[1]["title"] == "01_double: The error check (-0.25)"
    assert first[2] == "The values are wrong."


def test_a_wrong_value_is_an_error_where_its_function_is_defined(make_grade, make_outcome):
    call = ShownCall(function="double", text="double(3)", runs=True)
    grade = make_grade(make_outcome(check="test_a", calls=(call,)))
    lines = {"doubling.py": {"double": 12, "other": 3}, "other.py": {"double": 1}}

    ((name, given, _),) = run_commands(render_annotations([grade], "en", lines))
    ((_, without, _),) = run_commands(render_annotations([grade], "en"))

    assert (name, given["file"], given["line"]) == ("error", "doubling.py", "12")
    assert "file" not in without


def test_no_more_are_given_than_github_shows(make_grade, make_outcome):
    grade = make_grade(*[make_outcome(check=f"test_{n}") for n in range(14)])

    found = run_commands(render_annotations([grade], "en"))

    assert [name for name, _, _ in found] == ["error"] * 10 + ["notice"]
    assert "4" in found[-1][2]


def test_what_was_not_handed_in_or_not_tried_has_no_annotation(mixed_grades):
    titles = [
        given["title"] for _, given, _ in run_commands(render_annotations(mixed_grades, "en"))
    ]

    assert not any("02_mean" in title or "skipped" in title for title in titles)


@pytest.mark.attack
def test_hostile_words_are_no_commands(make_hostile, hostile_words):
    text = render_annotations(make_hostile(hostile_words), "en")

    found = run_commands(text)

    assert len(found) == len(text.splitlines())
    assert {name for name, _, _ in found} == {"error", "notice"}
    assert all(set(given) <= {"file", "line", "title"} for _, given, _ in found)
    assert any(hostile_words in data for _, _, data in found)


@pytest.mark.attack
def test_nothing_between_the_stops_is_obeyed(hostile_words):
    text = stopped(f"{hostile_words}\n::set-env name=x::1\n::stop-commands::y\n::y::")

    assert run_commands(text + command("notice", "after")) == [("notice", {}, "after")]


def test_without_the_stops_it_would_be_obeyed():
    assert run_commands("::set-env name=x::1")


def test_a_summary_is_the_markdown_report(mixed_grades):
    assert "01\\_double" in render_step_summary(mixed_grades, "en")


def test_a_summary_that_is_too_long_is_its_table(make_grade, make_outcome):
    wrong = [make_outcome(check=f"t{n}", expected="é" * 600, actual=str(n)) for n in range(2000)]

    text = render_step_summary([make_grade(*wrong), make_grade(exercise="02_mean")], "en")

    assert len(text.encode()) < MAX_SUMMARY_BYTES
    assert "02\\_mean" in text
    assert "artifact" in text


# -- GitLab


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


@pytest.mark.parametrize("count", [1, 400, 3000])
def test_a_release_s_body_is_no_longer_than_github_takes(make_grade, make_outcome, count):
    wrong = [
        make_outcome(check=f"t{n}", expected="\N{GRINNING FACE}" * 200, actual=str(n))
        for n in range(count)
    ]

    text = render_release_body([make_grade(*wrong)], "en")

    assert len(text.encode("utf-16-le")) // 2 <= 125_000
    assert ("this is its beginning" in text) == (count > 1)
    assert "0" in text

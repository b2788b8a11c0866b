"""What a regrade changed: whose points, by which checks, and who handed in anew."""

from __future__ import annotations

import io
import json

import msgspec
import pytest

from grader.errors import GraderError
from grader.files import write_atomically
from grader.reports.terminal.class_report import print_changes, render_changes
from grader.reports.terminal.grades import make_console
from grader.results.diff import compare, find_changes, find_changes_of_last_run
from grader.results.grade_file import render_json
from tests.made_classes import write_results as write_class


@pytest.fixture
def write_results(tmp_path, make_member):
    """Writes a folder of results: student -> grade."""

    def write(name, **grades):
        out = tmp_path / name
        write_class(out, *map(make_member, grades))
        for student, grade in grades.items():
            write_atomically(out / "grades" / f"{student}.json", render_json([grade]))
        return out

    return write


@pytest.fixture
def grade(make_grade, make_outcome):
    """A grade from letters (see conftest)."""

    def made(letters, student="kim", **changes):
        outcomes = (make_outcome(place, letter) for place, letter in enumerate(letters))
        return make_grade(student, *outcomes, **changes)

    return made


def test_a_change_names_points_and_checks(grade):
    change = compare(grade("+--"), grade("++-"))

    assert (change.student, change.before, change.after) == ("kim", 2, 4)
    assert [(c.check, c.before, c.after) for c in change.checks] == [("test_1", "failed", "passed")]
    assert not change.is_resubmitted


def test_the_same_grade_is_no_change_whatever_the_time_it_took(grade):
    slow = grade("+-")
    outcomes = [msgspec.structs.replace(o, seconds=9.0) for o in slow.outcomes]

    assert compare(grade("+-"), msgspec.structs.replace(slow, outcomes=tuple(outcomes))) is None


def test_checks_that_came_and_went_are_changes(grade, make_grade, make_outcome):
    renamed = make_grade("kim", make_outcome(7, "+"))

    change = compare(grade("+"), renamed)

    assert [(c.check, c.before, c.after) for c in change.checks] == [
        ("test_7", None, "passed"),
        ("test_0", "passed", None),
    ]


def test_folders_are_compared_student_by_student(write_results, grade):
    old = write_results("old", kim=grade("+-"), lee=grade("++", "lee"), gone=grade("+", "gone"))
    new = write_results(
        "new",
        kim=grade("++", hashes={"submission": "other"}),
        lee=grade("++", "lee"),
        came=grade("-", "came"),
    )

    changes = {change.student: change for change in find_changes(old, new)}

    assert set(changes) == {"kim", "came", "gone"}
    assert (changes["kim"].before, changes["kim"].after) == (2, 4)
    assert changes["kim"].is_resubmitted
    assert (changes["came"].before, changes["came"].after) == (None, 0)
    assert (changes["gone"].before, changes["gone"].after) == (2, None)


def test_two_files_of_grades_can_be_compared(write_results, grade):
    old, new = write_results("old", kim=grade("+-")), write_results("new", kim=grade("--"))

    (change,) = find_changes(old / "grades" / "kim.json", new / "grades" / "kim.json")

    assert (change.before, change.after) == (2, 0)


def test_one_folder_tells_what_its_last_regrade_changed(write_results, grade):
    out = write_results("out", kim=grade("++"), lee=grade("+", "lee"))
    write_atomically(out / "before" / "kim.json", render_json([grade("-+")]))

    (change,) = find_changes_of_last_run(out)

    assert (change.student, change.before, change.after) == ("kim", 2, 4)


def test_a_folder_without_results_gets_a_sentence(tmp_path, write_results, grade):
    out = write_results("out", kim=grade("+"))

    with pytest.raises(GraderError, match="no results of a class"):
        list(find_changes(out, tmp_path / "nowhere"))


@pytest.mark.parametrize(("language", "said"), [("en", "points changed: 1"), ("ko", "학생: 1명")])
def test_the_terminal_shows_who_and_which_checks(grade, language, said):
    file = io.StringIO()

    print_changes(make_console(file, width=80), [compare(grade("-+"), grade("++"))], language)

    assert "kim  01_double  2 → 4" in file.getvalue()
    assert "✗ → ✓" in file.getvalue()
    assert "1 × 01_double test_0" in file.getvalue()
    assert said in file.getvalue()


def test_changes_are_json(grade):
    (change,) = json.loads(render_changes([compare(grade("-"), grade("+"))]))

    assert (change["before"], change["after"]) == (0, 2)

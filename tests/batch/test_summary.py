"""What an instructor is told at the end, beyond the table."""

from collections import Counter

import pytest

from grader.batch.summary import MAX_NAMES, Broken, Summary, notes_in_terminal, notes_on_page
from grader.gradebook.tally import class_statistics
from grader.i18n import translate
from grader.model import message


@pytest.fixture
def summary():
    """Of a class in which nothing is worth a word."""
    return Summary([], [], class_statistics([]), {}, {}, {}, [], Counter())


def describe(summary):
    return [translate(note, "en") for note in notes_in_terminal(summary)]


def test_a_class_without_anything_odd_needs_no_line(summary):
    assert describe(summary) == []


def test_what_was_left_out_is_named(summary):
    (line,) = describe(summary._replace(left_out=("a.pdf", "b.pdf")))

    assert line.endswith(": a.pdf, b.pdf")


def test_whose_files_could_not_be_read_is_named_with_the_reason(summary):
    (line,) = describe(summary._replace(unread={"kim\x07": "Too much\x07."}))

    assert line == "kim\ufffd: 0 points. Too much\ufffd."


def test_whose_files_were_not_graded_is_named_with_the_reason(summary):
    (line,) = describe(summary._replace(files={"kim\x07": "01: b.py not\x07."}))

    assert line == "kim\ufffd: 01: b.py not\ufffd."


def test_of_very_many_with_such_files_all_are_named(summary):
    files = {f"student{number}": "b.py not." for number in range(MAX_NAMES + 5)}

    lines = describe(summary._replace(files=files))

    assert lines == [f"{student}: b.py not." for student in files]


def test_of_very_many_left_out_the_terminal_names_the_first_and_the_page_all(summary):
    names = tuple(f"{number}.pdf" for number in range(MAX_NAMES + 5))
    summary = summary._replace(left_out=names)

    (line,) = describe(summary)
    (note,) = notes_on_page(summary)

    assert f"{MAX_NAMES - 1}.pdf and 5 more, on the page of the class" in line
    assert f"{MAX_NAMES}.pdf" not in line
    assert all(name in translate(note, "en") for name in names)


def test_as_many_as_the_most_are_all_named(summary):
    names = [f"{number:02}" for number in range(MAX_NAMES)]

    (line,) = describe(summary._replace(left_out=names))

    assert line.endswith(": " + ", ".join(names))


def test_all_who_were_not_graded_yet_are_named(summary):
    names = [f"student{number}" for number in range(MAX_NAMES + 5)]

    (line,) = describe(summary._replace(ungraded=names))

    assert line.endswith(": " + ", ".join(names))


@pytest.mark.parametrize("notes", [notes_in_terminal, notes_on_page])
def test_what_costs_points_comes_before_what_was_only_noticed(summary, notes):
    summary = summary._replace(
        troubles={"kim": "It was killed."},
        unread={"lee": "Too much."},
        notes=(message("Layout guessed."),),
        broken={"01 test_a": Broken(2, "driver.py, line 3: x")},
        left_out=("a.pdf",),
    )

    found = [translate(note, "en").split()[0] for note in notes(summary)]

    assert found == ["kim:", "lee:", "Layout", "Broken,", "Left"]


def test_a_broken_check_is_told_once_with_the_students_concerned_and_the_reason(summary):
    (line,) = describe(summary._replace(broken={"01 test_a": Broken(7, "driver.py, line 3")}))

    assert line == "Broken, at no cost: 01 test_a. Students concerned: 7. driver.py, line 3"


@pytest.mark.attack
@pytest.mark.parametrize(
    "named",
    [
        {"troubles": {"a\x1bb": "c\x1bd"}},
        {"unread": {"a\x1bb": "c\x1bd"}},
        {"ungraded": ["a\x1bb"]},
    ],
)
def test_names_and_reasons_are_cleaned(summary, named):
    (line,) = describe(summary._replace(**named))

    assert line.isprintable()

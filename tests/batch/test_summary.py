"""What an instructor is told at the end, beyond the table."""

from collections import Counter

import pytest

from grader.batch.summary import MAX_NAMES, Summary, describe
from grader.gradebook.tally import class_statistics


@pytest.fixture
def summary():
    """Of a class in which nothing is worth a word."""
    return Summary([], [], class_statistics([]), [], {}, {}, [], Counter())


def test_a_class_without_anything_odd_needs_no_line(summary):
    assert describe(summary, (), "en") == []


def test_what_was_left_out_is_named(summary):
    (line,) = describe(summary, ("a.pdf", "b.pdf"), "en")

    assert line.endswith(": a.pdf, b.pdf")


def test_whose_files_could_not_be_read_is_named_with_the_reason(summary):
    (line,) = describe(summary._replace(unread={"kim\x07": "Too much\x07."}), (), "en")

    assert line == "kim\ufffd: 0 points. Too much\ufffd."


def test_whose_files_were_not_graded_is_named_with_the_reason(summary):
    (line,) = describe(summary._replace(files={"kim\x07": "01: b.py not\x07."}), (), "en")

    assert line == "kim\ufffd: 01: b.py not\ufffd."


def test_of_very_many_with_such_files_the_first_are_named(summary):
    files = {f"student{number}": "b.py not." for number in range(MAX_NAMES + 5)}

    lines = describe(summary._replace(files=files), (), "en")

    assert lines[MAX_NAMES - 1 :] == [
        f"student{MAX_NAMES - 1}: b.py not.",
        "and 5 more, in the gradebook",
    ]


def test_of_very_many_the_first_are_named_and_the_rest_counted(summary):
    names = tuple(f"{number}.pdf" for number in range(MAX_NAMES + 5))

    (line,) = describe(summary, names, "en")

    assert f"{MAX_NAMES - 1}.pdf, 5 more, in class.json" in line
    assert f"{MAX_NAMES}.pdf" not in line


def test_as_many_as_the_most_are_all_named(summary):
    names = [f"{number:02}" for number in range(MAX_NAMES)]

    left_out, ungraded = (
        describe(summary, names, "en"),
        describe(summary._replace(ungraded=names), (), "en"),
    )

    for (line,) in (left_out, ungraded):
        assert line.endswith(": " + ", ".join(names))


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
    (line,) = describe(summary._replace(**named), (), "en")

    assert line.isprintable()


def test_of_very_many_who_were_not_graded_yet_the_first_are_named(summary):
    names = [f"student{number}" for number in range(MAX_NAMES + 5)]

    (line,) = describe(summary._replace(ungraded=names), (), "en")

    assert line.endswith(f"student{MAX_NAMES - 1}, and 5 more, in the gradebook")

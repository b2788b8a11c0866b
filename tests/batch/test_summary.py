"""What an instructor is told at the end, beyond the table."""

from collections import Counter

import pytest

from grader.batch.summary import MAX_NAMES, Summary, describe
from grader.gradebook.item_analysis import class_statistics


@pytest.fixture
def summary():
    """Of a class in which nothing is worth a word."""
    return Summary([], [], class_statistics([]), [], {}, {}, [], Counter())


def test_a_class_without_anything_odd_needs_no_line(summary):
    assert describe(summary, (), "en") == []


def test_what_was_left_out_is_named(summary):
    (line,) = describe(summary, ("a.pdf", "b.pdf"), "en")

    assert line.endswith(": a.pdf, b.pdf")


def test_of_very_many_the_first_are_named_and_the_rest_counted(summary):
    names = tuple(f"{number}.pdf" for number in range(MAX_NAMES + 5))

    (line,) = describe(summary, names, "en")

    assert f"{MAX_NAMES - 1}.pdf, 5 more, in class.json" in line
    assert f"{MAX_NAMES}.pdf" not in line


def test_of_very_many_who_were_not_graded_yet_the_first_are_named(summary):
    names = [f"student{number}" for number in range(MAX_NAMES + 5)]

    (line,) = describe(summary._replace(ungraded=names), (), "en")

    assert line.endswith(f"student{MAX_NAMES - 1}, and 5 more, in the gradebook")

"""Hidden checks of exercise 01."""

import datetime

from grader.checks import assert_equal, check


@check(points=3, ko="첫 글자마다 목록이 있어야 합니다.", hint="group")
def test_by_letter(student, reference):
    """A list for each first letter."""
    assert_equal(student.by_letter, reference.by_letter)


@check(points=2, ko="첫 글자의 집합이 나와야 합니다.", hint="group")
def test_kinds(student):
    """The set of first letters."""
    assert_equal(student.kinds, {"a", "b", "c"})


@check(points=1, ko="날짜가 나와야 합니다.", hint="total")
def test_opened(student):
    """The date."""
    assert_equal(student.opened, datetime.date(2026, 11, 30))

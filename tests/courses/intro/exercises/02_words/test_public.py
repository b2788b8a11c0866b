"""Public checks of exercise 02."""

from grader.checks import assert_equal, check


@check(points=1, ko="낱말마다 몇 번 나오는지 세어야 합니다.", hint="count")
def test_worked_count(student):
    """How often each word occurs."""
    assert_equal(student.count_words("a b a"), {"a": 2, "b": 1})


@check(points=1, ko="첫 글자를 이어야 합니다.", hint="count")
def test_worked_initials(student):
    """The first letters."""
    assert_equal(student.initials("Ada Lovelace"), "AL")


@check(points=1, ko="가장 긴 낱말이 나와야 합니다.", hint="count")
def test_longest(student):
    """The longest word."""
    assert_equal(student.LONGEST, "count")

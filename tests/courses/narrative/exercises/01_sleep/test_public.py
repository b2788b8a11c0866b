"""Public checks of exercise 01."""

from grader.checks import assert_equal, assert_number, check


@check(points=1, ko="일주일의 합이 맞아야 합니다.", hint="sums")
def test_total(student):
    """The hours of the week."""
    assert_number(student.total, 52.5)


@check(points=1, ko="가장 긴 밤의 요일이어야 합니다.", hint="sums")
def test_longest(student):
    """The day of the longest night."""
    assert_equal(student.longest, "Sat")


@check(points=2, ko="네 밤 가운데 하나만 7시간보다 짧습니다.", hint="share")
def test_worked_share(student):
    """One night of four is below 7 hours."""
    assert_number(student.share_below([8.0, 7.0, 6.5, 9.0], 7.0), 0.25)

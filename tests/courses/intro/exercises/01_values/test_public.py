"""Public checks of exercise 01."""

from grader.checks import assert_equal, check


@check(points=2, ko="모든 가격의 합이 나와야 합니다.", hint="total")
def test_total(student):
    """The sum of all prices."""
    assert_equal(student.total, 4.85)


@check(points=2, ko="가장 싼 과일의 이름이 나와야 합니다.", hint="total")
def test_cheapest(student):
    """The name of the cheapest fruit."""
    assert_equal(student.cheapest, "banana")

"""What a student may see: `twice` of a whole number."""

from grader.checks import assert_integer, check


@check(points=1, ko="수의 두 배입니다.")
def test_number(student):
    """Twice a number."""
    assert_integer(student.twice(3), 6)

"""Public checks of the toy exercise 01."""

from grader.checks import assert_number, check


@check(points=1, ko="3의 두 배는 6입니다.", hint="twice")
def test_three(student):
    """Twice 3 is 6."""
    assert_number(student.double(3.0), 6.0)

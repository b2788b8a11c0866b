"""Public checks of the toy exercise 02."""

from grader.checks import assert_number, assert_value_error, check


@check(points=1, ko="1, 2, 6의 평균은 3입니다.")
def test_mean(student):
    """The mean of 1, 2, 6 is 3."""
    assert_number(student.mean([1, 2, 6]), 3.0)


@check(points=1, ko="빈 목록은 ValueError입니다.", requires=["test_mean"])
def test_nothing(student):
    """An empty list raises ValueError."""
    assert_value_error(student.mean, [])

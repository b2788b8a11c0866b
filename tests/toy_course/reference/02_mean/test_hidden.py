"""Hidden checks of the toy exercise 02."""

from grader.checks import assert_number, check


@check(points=1, ko="범위는 최댓값과 최솟값의 차입니다.")
def test_spread(student, reference, rng):
    """The spread is the largest value minus the smallest."""
    values = rng.integers(-50, 50, size=6).tolist()

    assert_number(student.spread(values), reference.spread(values))

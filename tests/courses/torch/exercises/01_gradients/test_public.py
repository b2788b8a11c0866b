"""Public checks of exercise 01."""

from grader.checks import assert_close, check, tensor


@check(points=1, ko="0에서는 0, 2에서는 2·σ(2)입니다.", hint="swish")
def test_worked_swish(student):
    """At 0 it is 0, at 2 it is 2·σ(2)."""
    assert_close(student.swish(tensor([0.0, 2.0])), [0.0, 1.761594], atol=1e-5)


@check(points=1, ko="0에서 기울기는 1/2입니다.", hint="autograd")
def test_worked_slope(student):
    """At 0 the slope is 1/2."""
    assert_close(student.slope(tensor([0.0])), [0.5], atol=1e-5)

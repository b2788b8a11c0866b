"""Hidden checks of exercise 01."""

import numpy as np

from grader.checks import assert_all_untouched, assert_close, assert_dtype, check, tensor


@check(points=2, ko="여러 모양의 텐서에서 값이 맞아야 합니다.", hint="swish")
def test_many_shapes(student, rng):
    """Tensors of several shapes are right."""
    for shape in ((5,), (2, 3), (1, 2, 2)):
        x = rng.normal(size=shape)
        answer = student.swish(tensor(x))
        assert_dtype(answer, np.float64)
        assert_close(answer, x / (1 + np.exp(-x)))


@check(points=2, ko="기울기가 맞고, 주어진 텐서는 그대로여야 합니다.", hint="autograd")
def test_slopes(student, rng):
    """The slopes are right, and the given tensor stays as it was."""
    xs = [rng.normal(size=shape) for shape in ((4,), (2, 3))]
    values = assert_all_untouched(student.slope, [(tensor(x),) for x in xs])
    for x, value in zip(xs, values, strict=True):
        sigma = 1 / (1 + np.exp(-x))
        assert_close(value, sigma + x * sigma * (1 - sigma))

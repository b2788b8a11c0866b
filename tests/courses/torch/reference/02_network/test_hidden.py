"""Hidden checks of exercise 02."""

import numpy as np

from grader.checks import assert_close, assert_number, assert_true, check, tensor


@check(points=2, ko="층 사이에 ReLU가 있어야 합니다.", hint="layers")
def test_forward(driver, rng):
    """The answers are those of its own parameters, with ReLU between the layers."""
    rows = tensor(rng.normal(size=(20, 3)).astype(np.float32))
    answer, wanted = driver.by_hand(rows, 3, 6, 1)
    assert_close(answer, wanted, atol=1e-5)


@check(points=2, ko="손실은 걸음을 떼기 전의 평균 제곱 오차여야 합니다.", hint="loop")
def test_losses(driver, rng):
    """The losses of five steps, each before its step."""
    x = rng.normal(size=(30, 2)).astype(np.float32)
    y = (x[:, :1] - 2 * x[:, 1:]).astype(np.float32)
    found, before, after = driver.losses(tensor(x), tensor(y), 5, 3)
    assert_true(
        type(found) is list and len(found) == 5,
        en="train should return a list with one loss a step.",
        ko="train은 걸음마다 손실이 하나인 리스트를 돌려주어야 합니다.",
        about_form=True,
    )
    assert_number(found[0], before, atol=1e-4)
    assert_true(
        before > found[-1] > after,
        en="Each loss should be that before its step, and fall.",
        ko="손실은 그 걸음을 떼기 전의 것이고, 줄어야 합니다.",
    )


@check(points=2, ko="학습하면 오차가 작아져야 합니다.", hint="loop")
def test_learns(driver, rng):
    """After 300 steps little of the error is left."""
    x = rng.normal(size=(60, 2)).astype(np.float32)
    y = (np.abs(x[:, :1]) + x[:, 1:]).astype(np.float32)
    _, _, left = driver.losses(tensor(x), tensor(y), 300, 4)
    assert_true(
        0 <= left < 0.05,
        en="The network should fit its rows.",
        ko="신경망이 자료에 맞아야 합니다.",
    )

"""Public checks of exercise 02."""

from grader.checks import assert_equal, check, tensor


@check(points=1, ko="세 입력과 네 칸의 층이면 매개변수의 모양은 이렇습니다.", hint="layers")
def test_shapes(driver):
    """The parameters of a network of 3 inputs and 4 hidden cells."""
    assert_equal(driver.weights(3, 4), [(1,), (1, 4), (4,), (4, 3)])


@check(points=1, ko="다섯 행에서 다섯 수가 나와야 합니다.", hint="layers")
def test_rows(student):
    """Five rows give five numbers."""
    net = student.Net(2, 8)
    assert_equal(net(tensor([[0.0, 1.0]] * 5)).shape, (5, 1))

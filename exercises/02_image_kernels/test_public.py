"""Public checks of exercise 02: the lecture's kernels, and pictures of a few pixels."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_different,
    assert_dtype,
    assert_true,
    assert_value_error,
    check,
)

BLUR = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
BRIGHTEN = [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
DARKEN = [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
IDENTITY = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
VERTICAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]

# A float32 array of hundredths is as good as a list of them.
CLOSE = 1e-6


def picture(values):
    return np.array(values, dtype=np.uint8)


SPOT = picture([[10, 10, 10], [10, 200, 10], [10, 10, 50]])
SLOPE = np.array([[0, 3, 6], [4, 7, 10], [8, 11, 14]])  # gx = -24, gy = -32 in the middle


@check(points=0.5, ko="BLUR와 SHARPEN은 강의의 커널이어야 합니다.", hint="constants")
def test_blur_and_sharpen(driver):
    """BLUR and SHARPEN must be the lecture's kernels."""
    assert_close(driver.kernel_constant("SHARPEN"), SHARPEN, atol=CLOSE)
    assert_close(driver.kernel_constant("BLUR"), BLUR, atol=CLOSE)


@check(
    points=0.5,
    ko="BRIGHTEN, DARKEN, IDENTITY는 이웃을 섞지 않고 화소 자신만 보아야 합니다.",
    hint="constants",
)
def test_brighten_darken_identity(driver):
    """BRIGHTEN, DARKEN and IDENTITY look at the pixel alone and mix no neighbours in."""
    assert_close(driver.kernel_constant("IDENTITY"), IDENTITY, atol=CLOSE)
    assert_close(driver.kernel_constant("BRIGHTEN"), BRIGHTEN, atol=CLOSE)
    assert_close(driver.kernel_constant("DARKEN"), DARKEN, atol=CLOSE)


@check(
    points=0.5,
    ko="VERTICAL_EDGES와 HORIZONTAL_EDGES의 방향과 부호가 맞아야 합니다.",
    hint="constants",
)
def test_edge_kernels(driver):
    """VERTICAL_EDGES and HORIZONTAL_EDGES must have the right direction and sign."""
    assert_close(driver.kernel_constant("VERTICAL_EDGES"), VERTICAL_EDGES, atol=CLOSE)
    assert_close(driver.kernel_constant("HORIZONTAL_EDGES"), HORIZONTAL_EDGES, atol=CLOSE)


@check(
    points=0.5,
    ko="apply_kernel: 6×6 영상(0과 100)을 흐리게 하면 안쪽 열여섯 값이 슬라이드와 같아야 합니다.",
    hint="sliding",
)
def test_worked_blur(student):
    """apply_kernel: the blurred 6×6 image (0 and 100) must have the slide's inner values."""
    bits = [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ]

    blurred = array_of(student.apply_kernel(picture(bits) * 100, np.array(BLUR)), shape=(6, 6))

    inner = [[56, 57, 57, 56], [70, 82, 82, 70], [69, 95, 95, 69], [64, 69, 69, 64]]
    assert_close(blurred[1:-1, 1:-1], inner, atol=0.012)  # one up or down: another check's topic


@check(
    points=0.5,
    ko="apply_kernel: 가장자리 바깥에는 가장 가까운 화소가 복사되어 있어야 합니다.",
    hint="border",
)
def test_worked_border(student):
    """apply_kernel: beyond the border stand copies of the nearest pixel."""
    sharpened = array_of(student.apply_kernel(SPOT, np.array(SHARPEN)), shape=(3, 3))
    assert_close(sharpened[::2, ::2], [[10, 10], [10, 130]])  # the four corners

    row = picture([[10, 20, 30]])
    assert_close(student.apply_kernel(row, np.array([[1, 1, 1]])), [[40, 60, 80]])
    assert_close(student.apply_kernel(picture([[7]]), np.ones((3, 3))), [[63]])


@check(
    points=0.25,
    ko="apply_kernel: 3×3 예제를 선명하게 하면 0과 255에서 잘려야 합니다.",
    hint="clipping",
)
def test_worked_clipping(student):
    """apply_kernel: the sharpened 3×3 example is clipped at 0 and at 255."""
    sharpened = array_of(student.apply_kernel(SPOT, np.array(SHARPEN)), shape=(3, 3))

    assert_close(sharpened[1], [0, 255, 0])
    assert_close(sharpened[:, 1], [0, 255, 0])
    row = picture([[100, 50, 7]])
    assert_close(student.apply_kernel(row, 3 * np.array(IDENTITY)), [[255, 150, 21]])
    assert_close(student.apply_kernel(row, -np.array(IDENTITY)), [[0, 0, 0]])


@check(
    points=0.25,
    ko="apply_kernel: 가장 가까운 정수로 반올림하며, 꼭 절반이면 어느 쪽이든 됩니다.",
    hint="rounding",
)
def test_worked_rounding(student):
    """apply_kernel: sums are rounded to the nearest integer; an exact half may go either way."""
    image = picture([[7, 9], [11, 100]])
    tenths = student.apply_kernel(image, np.array([[0.3]]))  # 2.1, 2.7, 3.3, 30
    assert_close(tenths, [[2, 3], [3, 30]])
    hundredths = student.apply_kernel(image, np.array([[0.29]]))  # 2.03, 2.61, 3.19, 28.999...
    assert_close(hundredths, [[2, 3], [3, 29]])
    flat = student.apply_kernel(np.full((4, 4), 200, dtype=np.uint8), np.array(BLUR))
    assert_close(array_of(flat, shape=(4, 4))[1:-1, 1:-1], [[202, 202], [202, 202]])

    odd = picture([[1, 3], [201, 255]])
    halves = array_of(student.apply_kernel(odd, np.array([[0.5]])), shape=(2, 2))
    for value, exact in zip(halves.ravel(), [0.5, 1.5, 100.5, 127.5], strict=True):
        assert_true(
            value in (exact - 0.5, exact + 0.5),
            en="Half of 1, 3, 201 and 255 must become one of the two integers beside it.",
            ko="1, 3, 201, 255의 절반은 바로 위나 바로 아래의 정수가 되어야 합니다.",
        )


@check(
    points=0.25,
    ko="apply_kernel: 채널이 셋인 영상은 채널마다 따로 계산되어야 합니다.",
    hint="channels",
)
def test_worked_channels(student):
    """apply_kernel: a picture with three channels is filtered channel by channel."""
    image = picture([[[1, 10, 100], [2, 20, 110], [3, 30, 120], [4, 40, 130]]])  # (1, 4, 3)
    from_the_right = np.array([[0, 0, 1]])

    moved = array_of(student.apply_kernel(image, from_the_right), shape=(1, 4, 3))

    assert_close(moved[:, 1:-1], [[[3, 30, 120], [4, 40, 130]]])
    doubled = student.apply_kernel(image[:, :2], np.array([[2]]))
    assert_close(doubled, [[[2, 20, 200], [4, 40, 220]]])


@check(
    points=0.25,
    ko="apply_kernel: uint8이 아닌 영상과 짝수 크기 커널은 ValueError여야 합니다.",
    hint="errors",
)
def test_wrong_input(student):
    """apply_kernel: an image that is not uint8 and a kernel of even size are ValueErrors."""
    image, kernel = np.eye(4, dtype=np.uint8), np.ones((3, 3))
    array_of(student.apply_kernel(image, kernel))

    assert_value_error(student.apply_kernel, image.astype(float), kernel)
    assert_value_error(student.apply_kernel, image, np.ones((2, 2)))


@check(
    points=0.5,
    ko="edge_magnitude: 계단 영상과 비탈 영상에서 모서리의 세기가 맞아야 합니다.",
    hint="magnitude",
)
def test_worked_edges(student):
    """edge_magnitude: the edges of the step and of the slope must have the right strengths."""
    step = np.array([[0, 0, 10, 10]] * 4)
    turned = [step, step.T, step[:, ::-1], step.T[::-1]]
    for answer in student.edge_magnitude.each(zip(turned)):
        strength = array_of(answer, shape=(4, 4))
        assert_close(strength[1:-1, 1:-1], [[40, 40], [40, 40]])

    slope = array_of(student.edge_magnitude(SLOPE), shape=(3, 3))
    assert_close(slope[1:-1, 1:-1], [[40]])


@check(
    points=0.25,
    ko="apply_kernel은 새 uint8 배열을, edge_magnitude는 새 float64 배열을 돌려주어야 합니다.",
    hint="result_type",
)
def test_new_arrays(student):
    """apply_kernel returns a new uint8 array, edge_magnitude a new float64 one."""
    kernels = IDENTITY, np.array(IDENTITY, dtype=np.float32), [[1]], [[0.5]]
    spots = [np.roll(SPOT, places) for places in range(8)]
    colours = [spot[:, :, np.newaxis] for spot in spots[4:]]
    answers = assert_all_untouched(
        student.apply_kernel, zip([*spots[:4], *colours], 2 * kernels, strict=True)
    )
    assert_different(list(map(array_of, answers)))
    for answer in answers:
        assert_dtype(answer, np.uint8)

    slopes = [SLOPE, (2 * SLOPE).tolist(), 3 * SLOPE.astype(np.float32), SPOT]
    answers = assert_all_untouched(student.edge_magnitude, zip(slopes))
    assert_different(list(map(array_of, answers)))
    for answer in answers:
        assert_dtype(answer, np.float64)

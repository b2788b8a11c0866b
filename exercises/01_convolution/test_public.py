"""Public checks of exercise 01: examples small enough to work out on paper."""

import numpy as np

from grader.checks import (
    array_of,
    assert_all_untouched,
    assert_close,
    assert_different,
    assert_dtype,
    assert_value_error,
    check,
)

SIGNAL = np.array([1, 3, 2, 5, 4])
IMAGE_3X3 = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
KERNEL_2X2 = np.array([[1, 2], [3, 4]])
OTHER_2X2 = np.array([[2, -1], [1, 3]])

# Figure 4-14 of the lecture: the grey cell of a 3-channel convolution.
RED = [[0, 0, 0], [0, 1, 1], [0, 2, 1]]
GREEN = [[0, 0, 0], [0, 2, 2], [0, 1, 0]]
BLUE = [[0, 0, 0], [0, 0, 3], [0, 1, 0]]
KERNEL_RED = [[0, 0, 0], [0, 0, 1], [0, 1, 0]]
KERNEL_GREEN = [[0, 2, 0], [0, 2, 0], [0, 2, 0]]
KERNEL_BLUE = [[1, 0, 0], [0, 2, 0], [0, 0, 1]]
PATCH = np.stack([RED, GREEN, BLUE], axis=-1)
PATCH_KERNEL = np.stack([KERNEL_RED, KERNEL_GREEN, KERNEL_BLUE], axis=-1)
COLOURS = 1 + np.arange(75).reshape(5, 5, 3) % 7


@check(
    points=0.5,
    ko="conv1d: 다섯 칸 신호에서 손으로 계산한 값이 나와야 합니다.",
    hint="slide_multiply_add",
)
def test_worked_signal(student):
    """conv1d: the signal of five cells must give the values worked out by hand."""
    assert_close(student.conv1d(SIGNAL, np.array([1, 0, -2])), [-3, -7, -6])
    # 1·2 + 3·1 + 2·3, 3·2 + 2·1 + 5·3, 2·2 + 5·1 + 4·3
    assert_close(student.conv1d(SIGNAL, np.array([2, 1, 3])), [11, 23, 21])


@check(
    points=0.5,
    ko="conv2d: 3×3 영상과 2×2 커널에서 손으로 계산한 값이 나와야 합니다.",
    hint="slide_multiply_add",
)
def test_worked_3x3(student):
    """conv2d: the 3×3 image with the 2×2 kernel must give the values worked out by hand."""
    assert_close(student.conv2d(IMAGE_3X3, KERNEL_2X2), [[37, 47], [67, 77]])
    # 1·2 - 2·1 + 4·1 + 5·3 at the top left
    assert_close(student.conv2d(IMAGE_3X3, OTHER_2X2), [[19, 24], [34, 39]])


@check(
    points=0.25,
    ko="conv2d: 5×5 이진 영상과 X자 커널의 값이 슬라이드와 같아야 합니다.",
    hint="output_shape",
)
def test_worked_x_kernel(student):
    """conv2d: the 5×5 binary image with the X-shaped kernel must give the slide's values."""
    image = np.array(
        [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
    )
    kernel = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])

    assert_close(student.conv2d(image, kernel), [[4, 3, 4], [2, 4, 3], [2, 3, 4]])


@check(
    points=0.5,
    ko="conv2d: 6×6 영상을 흐리게 한 값 열여섯 개가 슬라이드와 같아야 합니다.",
    hint="dtype",
)
def test_worked_blur(student):
    """conv2d: the blurred 6×6 image must have the slide's sixteen values."""
    image = np.array(
        [
            [1, 0, 1, 1, 0, 1],
            [0, 1, 0, 0, 1, 0],
            [0, 1, 1, 1, 1, 0],
            [0, 1, 1, 1, 1, 0],
            [1, 0, 1, 1, 0, 1],
            [1, 1, 0, 0, 1, 1],
        ]
    )
    kernel = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]])
    expected = [
        [0.56, 0.57, 0.57, 0.56],
        [0.70, 0.82, 0.82, 0.70],
        [0.69, 0.95, 0.95, 0.69],
        [0.64, 0.69, 0.69, 0.64],
    ]

    assert_close(student.conv2d(image, kernel), expected)


@check(points=0.25, ko="conv2d: 편향은 출력 칸마다 한 번 더해져야 합니다.", hint="bias")
def test_worked_bias(student):
    """conv2d: the bias is added once to every output cell."""
    without = array_of(student.conv2d(IMAGE_3X3, KERNEL_2X2))
    brighter = array_of(student.conv2d(2 * IMAGE_3X3, KERNEL_2X2))

    assert_different([without, brighter])  # else there is nothing that a bias could be added to
    assert_close(student.conv2d(IMAGE_3X3, KERNEL_2X2, 0.5), without + 0.5)
    assert_close(student.conv2d(2 * IMAGE_3X3, KERNEL_2X2, -2), brighter - 2)


@check(
    points=0.75,
    ko="conv2d_channels: 그림 4-14의 3×3×3 조각에서 9가 나와야 합니다.",
    hint="channels",
    builds_on=["test_worked_3x3"],
)
def test_worked_channels(student):
    """conv2d_channels: the 3×3×3 patch of figure 4-14 must give 9."""
    assert_close(student.conv2d_channels(PATCH, PATCH_KERNEL), [[9]])
    # twice as bright; then green, blue and red for red, green and blue: 3 + 2 + 3
    assert_close(student.conv2d_channels(2 * PATCH, PATCH_KERNEL), [[18]])
    assert_close(student.conv2d_channels(PATCH[:, :, [1, 2, 0]], PATCH_KERNEL), [[8]])


@check(
    points=0.25,
    ko="conv2d_channels: 채널이 셋이어도 편향은 한 번만 더해져야 합니다.",
    hint="bias",
    builds_on=["test_worked_3x3"],
)
def test_worked_channels_bias(student):
    """conv2d_channels: with three channels, too, the bias is added only once."""
    without = array_of(student.conv2d_channels(COLOURS, PATCH_KERNEL))
    brighter = array_of(student.conv2d_channels(2 * COLOURS, PATCH_KERNEL))

    assert_different([without, brighter])
    assert_close(student.conv2d_channels(COLOURS, PATCH_KERNEL, bias=-1.5), without - 1.5)
    assert_close(student.conv2d_channels(2 * COLOURS, PATCH_KERNEL, 4), brighter + 4)


@check(
    points=0.5,
    ko="flipped_convolution2d: 3×3 예제에서 뒤집은 커널의 값이 나와야 합니다.",
    hint="flip",
    builds_on=["test_worked_3x3"],
)
def test_worked_flipped(student):
    """flipped_convolution2d: the 3×3 example must give the values of the flipped kernel."""
    assert_close(student.flipped_convolution2d(IMAGE_3X3, KERNEL_2X2), [[23, 33], [53, 63]])
    # 1·3 + 2·1 - 4·1 + 5·2 at the top left
    assert_close(student.flipped_convolution2d(IMAGE_3X3, OTHER_2X2), [[11, 16], [26, 31]])


@check(
    points=0.5,
    ko="conv2d: 영상과 같은 크기의 커널은 되고, 한 칸이라도 크면 ValueError여야 합니다.",
    hint="errors",
)
def test_kernel_that_does_not_fit(student):
    """conv2d: a kernel as large as the image is fine, one cell more is a ValueError."""
    array_of(student.conv2d(IMAGE_3X3, np.ones((3, 3))))

    assert_value_error(student.conv2d, IMAGE_3X3, np.ones((4, 2)))
    assert_value_error(student.conv2d, IMAGE_3X3, np.ones((2, 4)))


@check(
    points=0.25,
    ko="네 함수 모두 리스트를 받아 그대로 두고, 새 float64 배열을 돌려주어야 합니다.",
    hint="dtype",
)
def test_lists_and_float64(student):
    """All four functions take lists, leave them as they are, and return a new float64 array."""
    arguments = {
        "conv1d": (SIGNAL, SIGNAL[:3]),
        "conv2d": (COLOURS[:, :, 0], np.array(KERNEL_GREEN)),
        "conv2d_channels": (COLOURS, PATCH_KERNEL),
        "flipped_convolution2d": (COLOURS[:, :, 1], np.array(KERNEL_RED)),  # a turn changes it
    }
    for name, pair in arguments.items():
        image, kernel = pair
        cases = [
            (image.tolist(), kernel.tolist()),
            (2 * image, kernel),  # integers
            (image.astype(np.float32), 3 * kernel.astype(np.float32)),
        ]
        answers = assert_all_untouched(getattr(student, name), cases)
        assert_different(list(map(array_of, answers)))
        for answer in answers:
            assert_dtype(answer, np.float64)

"""Public checks of exercise 04: examples small enough to work out on paper."""

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

# The lecture's binary image and its kernel that blurs.
BINARY_6X6 = np.array(
    [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ]
)
BLUR = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]])

IMAGE_3X3 = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
IMAGE_3X4 = np.array([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
IMAGE_4X4 = np.arange(1, 17).reshape(4, 4)
KERNEL_2X2 = np.array([[1, 2], [3, 4]])
ROW_OF_6 = np.array([[1, 2, 3, 4, 5, 6]])


@check(
    points=0.5,
    ko="보폭을 주지 않으면 1이고, 6×6 영상을 흐리게 한 값이 슬라이드와 같아야 합니다.",
    hint="stepping",
)
def test_worked_stride_1(student):
    """Without a stride it is 1: the blurred 6×6 image must have the slide's sixteen values."""
    expected = [
        [0.56, 0.57, 0.57, 0.56],
        [0.70, 0.82, 0.82, 0.70],
        [0.69, 0.95, 0.95, 0.69],
        [0.64, 0.69, 0.69, 0.64],
    ]

    assert_close(student.conv2d_strided(BINARY_6X6, BLUR), expected, atol=1e-6)
    assert_close(student.conv2d_strided(IMAGE_3X3, KERNEL_2X2), [[37, 47], [67, 77]])


@check(points=0.5, ko="보폭 2이면 6×6 영상에서 네 칸이 나와야 합니다.", hint="stepping")
def test_worked_stride_2(student):
    """With stride 2 the 6×6 image gives four cells."""
    expected = [[0.56, 0.57], [0.69, 0.95]]

    assert_close(student.conv2d_strided(BINARY_6X6, BLUR, 2), expected, atol=1e-6)
    four = student.conv2d_strided(IMAGE_4X4, KERNEL_2X2, 2)  # 3·1 + 4·2 + 7·3 + 8·4 = 64
    assert_close(four, [[44, 64], [124, 144]])


@check(
    points=0.5,
    ko="보폭 3이면 6×6 영상에서 네 칸이, 5×5 영상에서는 한 칸이 나와야 합니다.",
    hint="output_size",
)
def test_worked_stride_3(student):
    """With stride 3 the 6×6 image gives four cells, and a 5×5 image one."""
    expected = [[0.56, 0.56], [0.64, 0.64]]

    assert_close(student.conv2d_strided(BINARY_6X6, BLUR, stride=3), expected, atol=1e-6)
    corner = student.conv2d_strided(BINARY_6X6[:5, :5], BLUR, stride=3)
    assert_close(corner, [[0.56]], atol=1e-6)


@check(
    points=0.75,
    ko="보폭의 쌍에서 앞은 행, 뒤는 열의 보폭이어야 합니다.",
    hint="two_directions",
)
def test_worked_pair(student):
    """In a pair of strides the first is for the rows, the second for the columns."""
    down = student.conv2d_strided(IMAGE_3X4, KERNEL_2X2, (2, 1))
    assert_close(down, [[44, 54, 64]])

    across = student.conv2d_strided(IMAGE_3X4, KERNEL_2X2, (1, 2))
    assert_close(across, [[44, 64], [84, 104]])


@check(
    points=0.5,
    ko="padding=1이면 사방에 0을 한 칸씩 덧댄 다음 커널을 밀어야 합니다.",
    hint="zero_padding",
)
def test_worked_padding(student):
    """With padding=1 a border of zeros is put around the image before the kernel slides."""
    by_two = student.conv2d_strided(IMAGE_3X3, KERNEL_2X2, stride=2, padding=1)
    assert_close(by_two, [[4, 18], [36, 77]])

    by_three = student.conv2d_strided(IMAGE_3X3, KERNEL_2X2, stride=3, padding=1)
    assert_close(by_three, [[4, 9], [14, 9]])


@check(points=0.25, ko='"valid"는 덧대지 않는다는 뜻입니다.', hint="zero_padding")
def test_worked_valid(student):
    """The word "valid" means no padding."""
    assert_close(student.conv2d_strided(IMAGE_3X3, KERNEL_2X2, 1, "valid"), [[37, 47], [67, 77]])
    assert_close(student.conv2d_strided(IMAGE_3X3, IMAGE_3X3, 1, "valid"), [[285]])


@check(
    points=0.75,
    ko='"same"은 보폭에 맞추어 덧대며, 크기는 ⌈H / sh⌉ × ⌈W / sw⌉입니다.',
    hint="same",
)
def test_worked_same(student):
    """The word "same" pads as the stride needs it; the size is ⌈H / sh⌉ × ⌈W / sw⌉."""
    four = student.conv2d_strided(ROW_OF_6, [[1, 10, 100, 1000]], 2, "same")
    assert_close(four, [[3210, 5432, 654]])

    step_1 = student.conv2d_strided(ROW_OF_6, [[1, 10, 100, 1000]], 1, "same")
    assert_close(step_1, [[3210, 4321, 5432, 6543, 654, 65]])

    two = student.conv2d_strided(IMAGE_3X3, KERNEL_2X2, 2, "same")
    assert_close(two, [[37, 21], [23, 9]])

    three = student.conv2d_strided(ROW_OF_6, [[1, 10, 100]], 2, "same")
    assert_close(three, [[321, 543, 65]])

    one = student.conv2d_strided(ROW_OF_6, [[1]], 2, "same")
    assert_close(one, [[1, 3, 5]])


@check(
    points=0.25,
    ko="너무 큰 커널, 1보다 작은 보폭, 음수 덧대기는 ValueError여야 합니다.",
    hint="errors",
)
def test_worked_errors(student):
    """A kernel too large, a stride below 1 and negative padding are a ValueError."""
    array_of(student.conv2d_strided(IMAGE_3X3, np.ones((3, 3))))  # this one fits

    assert_value_error(student.conv2d_strided, IMAGE_3X3, np.ones((4, 2)))
    assert_value_error(student.conv2d_strided, IMAGE_3X3, KERNEL_2X2, 0)
    assert_value_error(student.conv2d_strided, IMAGE_3X3, KERNEL_2X2, 1, -1)


@check(
    points=0.25,
    ko="리스트도 받으며, 인수는 그대로 두고 언제나 새 float64 배열을 돌려주어야 합니다.",
    hint="dtype",
)
def test_lists_and_float64(student):
    """Lists are fine, arguments stay as they were, and the result is a new float64 array."""
    images = [IMAGE_4X4, IMAGE_4X4.tolist(), IMAGE_4X4.astype(np.uint8)]
    images.append(IMAGE_4X4.astype(np.float32))
    kernels = [KERNEL_2X2, KERNEL_2X2.tolist(), np.ones((2, 2), bool), np.eye(2, dtype=np.float32)]
    ways = [(1,), (2, 1), ([1, 2], "same"), ((2, 1), "valid")]
    cases = [
        (image, kernel, *way) for image, kernel, way in zip(images, kernels, ways, strict=True)
    ]
    cases.append((IMAGE_4X4 + 1.0, KERNEL_2X2, 1))  # as large as the first one's result
    answers = assert_all_untouched(student.conv2d_strided, cases)

    assert_different(list(map(array_of, answers)))
    for answer in answers:
        assert_dtype(answer, np.float64)

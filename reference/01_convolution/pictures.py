"""The statement's pictures: a row, an image, channels, and the kernel turned round."""

import numpy as np

from grader.pictures import Convolution, Words, channels, convolve

SIGNAL, ROW_KERNEL = [1, 3, 2, 5, 4], [1, 0, -2]
IMAGE = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
KERNEL = [[1, 2], [3, 4]]
BINARY = [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
CROSS = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
# figure 4-14 of the lecture, channel by channel
PATCH = [
    [[0, 0, 0], [0, 1, 1], [0, 2, 1]],
    [[0, 0, 0], [0, 2, 2], [0, 1, 0]],
    [[0, 0, 0], [0, 0, 3], [0, 1, 0]],
]
PATCH_KERNEL = [
    [[0, 0, 0], [0, 0, 1], [0, 1, 0]],
    [[0, 2, 0], [0, 2, 0], [0, 2, 0]],
    [[1, 0, 0], [0, 2, 0], [0, 0, 1]],
]


def pictures(solution):
    """Name -> SVG."""
    made = solution("01_convolution")
    patch, patch_kernel = np.moveaxis(PATCH, 0, -1), np.moveaxis(PATCH_KERNEL, 0, -1)
    return {
        "row": convolve(
            Convolution(SIGNAL, ROW_KERNEL, made.conv1d(SIGNAL, ROW_KERNEL)),
            Words(
                "한 줄에서 미는 커널",
                "A kernel slides along a row",
                "1 3 2 5 4 ∗ 1 0 −2 = −3 −7 −6",
            ),
        ),
        "slide": convolve(
            Convolution(IMAGE, KERNEL, made.conv2d(IMAGE, KERNEL)),
            Words(
                "영상 위로 미는 커널",
                "A kernel slides over an image",
                "1·1 + 2·2 + 4·3 + 5·4 = 37, 47, 67, 77",
            ),
        ),
        "cross": convolve(
            Convolution(BINARY, CROSS, made.conv2d(BINARY, CROSS)),
            Words(
                "5×5 이진 영상과 X자 커널",
                "The 5×5 binary image and the X-shaped kernel",
                "4 3 4, 2 4 3, 2 3 4",
            ),
        ),
        "channels": channels(
            patch,
            patch_kernel,
            made.conv2d_channels(patch, patch_kernel),
            Words(
                "채널마다 더하고 모두 더하기", "A sum for each channel, added up", "3 + 6 + 0 = 9"
            ),
        ),
        "flipped": convolve(
            Convolution(
                IMAGE,
                np.flip(KERNEL),
                made.flipped_convolution2d(IMAGE, KERNEL),
                before=KERNEL,
            ),
            Words(
                "180도 돌린 커널",
                "The kernel turned by 180 degrees",
                "1·4 + 2·3 + 4·2 + 5·1 = 23, 33, 53, 63",
            ),
        ),
    }

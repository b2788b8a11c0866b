"""The statement's pictures: larger steps over an image, two directions, padding first."""

import numpy as np

from grader.pictures import Convolution, Words, convolve

BINARY = [
    *([1, 0, 1, 1, 0, 1], [0, 1, 0, 0, 1, 0], [0, 1, 1, 1, 1, 0]),
    *([0, 1, 1, 1, 1, 0], [1, 0, 1, 1, 0, 1], [1, 1, 0, 0, 1, 1]),
]
BLUR = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
WIDE = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
IMAGE, KERNEL = [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]]


def pictures(solution):
    """Name -> SVG."""
    strided = solution("04_stride").conv2d_strided

    def blurred(stride, shown):
        output = strided(BINARY, BLUR, stride)
        words = Words(f"보폭 {stride}", f"Stride {stride}", shown)
        return convolve(Convolution(BINARY, BLUR, output, stride=(stride, stride)), words)

    return {
        "stride_2": blurred(2, ".56 .57, .69 .95"),
        "stride_3": blurred(3, ".56 .56, .64 .64"),
        "pair": convolve(
            Convolution(WIDE, KERNEL, strided(WIDE, KERNEL, (1, 2)), stride=(1, 2)),
            Words("아래로 1, 옆으로 2", "1 down, 2 across", "44 64, 84 104"),
        ),
        "pad_first": convolve(
            Convolution(
                np.pad(IMAGE, 1),
                KERNEL,
                strided(IMAGE, KERNEL, 2, 1),
                stride=(2, 2),
                pad=((1, 1), (1, 1)),
            ),
            Words("먼저 덧대고, 그다음 밀기", "First pad, then slide", "4 18, 36 77"),
        ),
    }

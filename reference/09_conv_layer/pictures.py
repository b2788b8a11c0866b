"""The statement's pictures: the forward pass, stamps that add up, and the maximum that is paid."""

import numpy as np

from grader.pictures import Convolution, Stamps, Words, convolve, route, scatter

X = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
KERNEL = np.array([[1.0, 2], [3, 4]])
D_OUT = np.array([[1.0, 0], [2, 1]])
POOLED = np.array([[1.0, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]])
PAID = np.array([[10.0, 20], [30, 40]])


def pictures(solution):
    """Name -> SVG."""
    made = solution("09_conv_layer")
    kernels = KERNEL[:, :, None, None]
    out = made.conv_forward(_batch(X), kernels, np.array([10.0]))
    plain = made.conv_backward(_batch(D_OUT), _batch(X), kernels)[0]
    # by padding the image oneself one sees what is cut off later
    padded = np.pad(X, 1)
    wide = made.conv_backward(_batch(D_OUT), _batch(padded), kernels, stride=2)[0]
    paid = made.max_pool_backward(_batch(PAID), _batch(POOLED))
    return {
        "forward": convolve(
            Convolution(X, KERNEL, out[0, :, :, 0], bias=10.0),
            Words("앞으로, 편향 10", "Forward, with the bias 10", "47 57, 77 87"),
        ),
        "stamps": scatter(
            Stamps(D_OUT, KERNEL, plain[0, :, :, 0]),
            Words(
                "뒤로: 커널을 도장처럼 찍어 더하기",
                "Backward: the kernel as a stamp, added up",
                "1 2 0, 5 9 2, 6 11 4",
            ),
        ),
        "stamps_apart": scatter(
            Stamps(D_OUT, KERNEL, wide[0, :, :, 0], stride=2, pad=1),
            Words(
                "보폭 2, 덧대기 1: 테두리 안만 남습니다",
                "Stride 2, padding 1: what lies inside the frame stays",
                "4 0 0, 4 1 2, 8 3 4",
            ),
        ),
        "maxima": route(
            POOLED,
            PAID,
            paid[0, :, :, 0],
            Words(
                "최댓값이던 칸으로 가는 기울기",
                "Each slope goes to the cell that was the maximum",
                "10, 20, 30, 40",
            ),
        ),
    }


def _batch(plane):
    """One image of one channel as a batch."""
    return plane[None, :, :, None]

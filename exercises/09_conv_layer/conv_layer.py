"""A convolution and a pooling layer, forward and backward, and the tools that check their slopes.

x (N, H, W, C) ── conv_forward: kernels (kh, kw, C, K), bias (K,) ──► out (N, H', W', K)
d_x, d_kernels, d_bias ◄── conv_backward ──────────────────────────── d_out (N, H', W', K)
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def conv_forward(
    x: ArrayLike, kernels: ArrayLike, bias: ArrayLike, stride: int = 1, padding: int = 0
) -> Floats:
    """Slide K kernels over a batch of images: K feature maps for each image (figure 4-10).

    영상 배치에 커널 K개를 적용하여 영상마다 특징 맵(feature map) K개를 만듭니다.

    x (N, H, W, C), kernels (kh, kw, C, K), bias (K,) -> new float64 (N, H', W', K), where
    H' = floor((H + 2 * padding - kh) / stride) + 1, W' alike. No flip; padding is with zeros.
    ValueError: another rank, an empty array, channels or a bias that do not fit, a stride below 1,
    a negative padding, a kernel larger than the padded image.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv_forward")


def conv_backward(
    d_out: ArrayLike, x: ArrayLike, kernels: ArrayLike, stride: int = 1, padding: int = 0
) -> tuple[Floats, Floats, Floats]:
    """Send the slopes of the error back through `conv_forward`.

    출력의 기울기 d_out을 입력, 커널, 편향의 기울기로 되돌려 보냅니다 (역전파 backpropagation).

    d_out (N, H', W', K) -> (d_x, d_kernels, d_bias) with the shapes of x, kernels and bias, new
    float64 arrays; the last two are summed over the batch.
    ValueError: as in `conv_forward`, and a d_out that has not the output's shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv_backward")


def max_pool_forward(x: ArrayLike, size: int = 2, stride: int | None = None) -> Floats:
    """Keep the largest value of every window, channel by channel (figure 4-16).

    창마다, 채널마다 가장 큰 값 하나를 남깁니다 (최대 풀링 max pooling).

    x (N, H, W, C) -> new float64 (N, H', W', C), H' = floor((H - size) / stride) + 1, W' alike.
    `stride=None` means `size`.
    ValueError: another rank, an empty array, a size or stride below 1, a size beyond H or W.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("max_pool_forward")


def max_pool_backward(
    d_out: ArrayLike, x: ArrayLike, size: int = 2, stride: int | None = None
) -> Floats:
    """Send the slope of each window back to the cell that gave its maximum.

    창마다 그 창의 기울기를 최댓값이었던 칸 하나에 돌려줍니다.

    d_out (N, H', W', C) -> d_x, new float64 (N, H, W, C). Where several cells of a window are
    equally large, one of them gets all of it, whichever. Windows that overlap add up.
    ValueError: as in `max_pool_forward`, and a d_out that has not the output's shape.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("max_pool_backward")


def numerical_gradient(f: Callable[[Floats], float], x: ArrayLike, h: float = 1e-5) -> Floats:
    """Measure the slope of a scalar function in every cell, by central differences.

    칸마다 조금씩 더하고 빼 보아 함수 f의 기울기를 잽니다 (중앙 차분 central difference).

    f takes a float64 array of x's shape and gives a number; x has one axis or more, and stays as
    it was. The result is new, float64, of x's shape: (f(x + h) - f(x - h)) / (2 * h) cell by cell.
    ValueError: an empty x, h <= 0.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("numerical_gradient")


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """Compare two arrays: the largest difference of two cells, relative to their sizes.

    두 배열이 가장 많이 다른 칸을 찾아, 차이를 두 값의 크기에 견준 비율로 줍니다.

    max of |a - b| / max(|a| + |b|, 1e-12) over the cells, a number from 0 to 1.
    ValueError: shapes that differ, empty arrays.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("relative_error")

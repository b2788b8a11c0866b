# whole file
"""Convolution by hand: from a row of numbers to an image with channels."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def conv1d(signal: ArrayLike, kernel: ArrayLike) -> Floats:
    """Slide a kernel along a signal; each place gives one sum of products (eq. 4.10).

    커널을 신호 위로 한 칸씩 밀면서, 겹친 값끼리 곱하고 모두 더합니다.

    `signal` is (N,), `kernel` is (F,); the result is float64 (N - F + 1,). ValueError: another
    rank, an empty array, a kernel longer than the signal.
    """
    # 여기에 작성하고 아래 줄은 지우십시오. Write here, and delete the line below.
    raise NotImplementedError("conv1d")


def conv2d(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Floats:
    """Slide a kernel over a grey image; each place gives one sum of products (eq. 4.11) plus bias.

    커널을 영상 위로 밀면서 한 자리마다 곱의 합을 구하고, 편향(bias)을 한 번 더합니다.

    `image` is (H, W), `kernel` is (kh, kw); the result is float64 (H - kh + 1, W - kw + 1).
    ValueError: another rank, an empty array, a kernel higher or wider than the image.
    """
    # 여기에 작성하고 아래 줄은 지우십시오. Write here, and delete the line below.
    raise NotImplementedError("conv2d")


def conv2d_channels(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Floats:
    """Slide a kernel over an image with channels; the channels add up to one map (figure 4-14).

    채널마다 그 채널의 커널로 합성곱한 뒤 모두 더해, 특징 맵 한 장을 만듭니다.

    `image` is (H, W, C), `kernel` is (kh, kw, C); the result is float64 (H - kh + 1, W - kw + 1).
    ValueError: another rank, an empty array, other channel counts, a kernel that does not fit.
    """
    # 여기에 작성하고 아래 줄은 지우십시오. Write here, and delete the line below.
    raise NotImplementedError("conv2d_channels")


def flipped_convolution2d(image: ArrayLike, kernel: ArrayLike) -> Floats:
    """Convolution as mathematics defines it: the kernel is turned by 180 degrees before it slides.

    수학의 합성곱입니다. 커널을 위아래, 좌우로 뒤집은 다음 밀면서 곱하고 더합니다.

    `image` is (H, W), `kernel` is (kh, kw); the result is float64 (H - kh + 1, W - kw + 1), the
    part where the kernel lies wholly inside. ValueError: as in `conv2d`; the two are never swapped.
    """
    # 여기에 작성하고 아래 줄은 지우십시오. Write here, and delete the line below.
    raise NotImplementedError("flipped_convolution2d")

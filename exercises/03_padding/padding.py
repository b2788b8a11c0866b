"""Padding by hand: cells around an image, so that a convolution need not make it smaller."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Sides = tuple[tuple[int, int], tuple[int, int]]  # ((top, bottom), (left, right))


def zero_pad(image: ArrayLike, pad: int | Sides) -> Floats:
    """Put a border of zeros around an image (figure 4-7a); channels are never padded.

    영상의 둘레에 0을 덧댑니다. 채널(channel) 축은 그대로입니다.

    `image` is (H, W) or (H, W, C); `pad` is an int for all four sides, or
    ((top, bottom), (left, right)). The result is new: (top + H + bottom, left + W + right[, C]).
    ValueError: another rank, an empty array, a negative pad.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("zero_pad")


def replicate_pad(image: ArrayLike, pad: int | Sides) -> Floats:
    """Put a border around an image in which every cell copies the nearest one (figure 4-7b).

    영상의 둘레에 가장 가까운 칸의 값을 복사해서 덧댑니다.

    Arguments, shapes and errors are those of `zero_pad`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("replicate_pad")


def same_padding(size: int, kernel: int, stride: int = 1) -> tuple[int, int]:
    """Give the cells to add (before, after) a row so that 'same' has ceil(size / stride) places.

    'same' 합성곱에 필요한 덧대기를 (앞, 뒤)의 두 정수로 줍니다. 홀수이면 뒤가 한 칸 많습니다.

    TensorFlow's rule: total = max((ceil(size / stride) - 1) * stride + kernel - size, 0).
    ValueError: size, kernel or stride below 1. A kernel larger than the size is fine.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("same_padding")


def conv2d_same(image: ArrayLike, kernel: ArrayLike) -> Floats:
    """Slide a kernel over a grey image padded with zeros, so that the size stays ('same').

    영상에 0을 덧댄 다음 합성곱(convolution)하여, 입력과 크기가 같은 특징 맵을 만듭니다.

    `image` is (H, W), `kernel` is (kh, kw), not flipped; the result is float64 (H, W).
    ValueError: another rank, an empty array. Any size of kernel fits.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("conv2d_same")

"""Padding by hand: cells around an image, so that a convolution need not make it smaller."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Sides = tuple[tuple[int, int], tuple[int, int]]  # ((top, bottom), (left, right))


# BEGIN SOLUTION helper
def _as_floats(name: str, values: ArrayLike, ranks: tuple[int, ...]) -> Floats:
    """`values` as float64; ValueError when the rank is another one or nothing is in it."""
    array = np.asarray(values)
    if array.ndim not in ranks:
        raise ValueError(f"{name} must have {ranks} axes, but its shape is {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    return array.astype(np.float64)  # a copy, and before any product: uint8 would overflow


def _four_sides(pad: int | Sides) -> Sides:
    """The cells to add on each side; one number stands for all four. ValueError below 0."""
    (top, bottom), (left, right) = ((pad, pad), (pad, pad)) if np.ndim(pad) == 0 else pad
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"pad must not be negative, but is {pad}")
    return (top, bottom), (left, right)


# END SOLUTION


def zero_pad(image: ArrayLike, pad: int | Sides) -> Floats:
    """Put a border of zeros around an image (figure 4-7a); channels are never padded.

    영상의 둘레에 0을 덧댑니다. 채널(channel) 축은 그대로입니다.

    `image` is (H, W) or (H, W, C); `pad` is an int for all four sides, or
    ((top, bottom), (left, right)). The result is new: (top + H + bottom, left + W + right[, C]).
    ValueError: another rank, an empty array, a negative pad.
    """
    # BEGIN SOLUTION
    z = _as_floats("image", image, ranks=(2, 3))  # (H, W) or (H, W, C)
    (top, bottom), (left, right) = _four_sides(pad)
    height, width = z.shape[:2]

    padded = np.zeros((top + height + bottom, left + width + right, *z.shape[2:]))
    padded[top : top + height, left : left + width] = z  # counted from the top: bottom may be 0
    return padded
    # END SOLUTION


def replicate_pad(image: ArrayLike, pad: int | Sides) -> Floats:
    """Put a border around an image in which every cell copies the nearest one (figure 4-7b).

    영상의 둘레에 가장 가까운 칸의 값을 복사해서 덧댑니다.

    Arguments, shapes and errors are those of `zero_pad`.
    """
    # BEGIN SOLUTION
    z = _as_floats("image", image, ranks=(2, 3))  # (H, W) or (H, W, C)
    (top, bottom), (left, right) = _four_sides(pad)
    height, width = z.shape[:2]

    # Row -2 has row 0 as its nearest, row H + 1 has row H - 1: indices are clipped to the image.
    rows = np.clip(np.arange(-top, height + bottom), 0, height - 1)  # (top + H + bottom,)
    columns = np.clip(np.arange(-left, width + right), 0, width - 1)  # (left + W + right,)
    return z[rows][:, columns]
    # END SOLUTION


def same_padding(size: int, kernel: int, stride: int = 1) -> tuple[int, int]:
    """Give the cells to add (before, after) a row so that 'same' has ceil(size / stride) places.

    'same' 합성곱에 필요한 덧대기를 (앞, 뒤)의 두 정수로 줍니다. 홀수이면 뒤가 한 칸 많습니다.

    TensorFlow's rule: total = max((ceil(size / stride) - 1) * stride + kernel - size, 0).
    ValueError: size, kernel or stride below 1. A kernel larger than the size is fine.
    """
    # BEGIN SOLUTION
    if min(size, kernel, stride) < 1:
        raise ValueError(f"size {size}, kernel {kernel} and stride {stride} must be 1 or more")

    places = (size + stride - 1) // stride  # ceil(size / stride) without leaving the integers
    reach = (places - 1) * stride + kernel  # cells from the first window's start to the last's end
    total = max(reach - size, 0)  # a stride beyond the kernel may need none
    before = total // 2
    return before, total - before
    # END SOLUTION


def conv2d_same(image: ArrayLike, kernel: ArrayLike) -> Floats:
    """Slide a kernel over a grey image padded with zeros, so that the size stays ('same').

    영상에 0을 덧댄 다음 합성곱(convolution)하여, 입력과 크기가 같은 특징 맵을 만듭니다.

    `image` is (H, W), `kernel` is (kh, kw), not flipped; the result is float64 (H, W).
    ValueError: another rank, an empty array. Any size of kernel fits.
    """
    # BEGIN SOLUTION
    z = _as_floats("image", image, ranks=(2,))  # (H, W)
    u = _as_floats("kernel", kernel, ranks=(2,))  # (kh, kw)
    kh, kw = u.shape
    padded = zero_pad(z, (same_padding(z.shape[0], kh), same_padding(z.shape[1], kw)))

    s = np.zeros(z.shape)
    for j in range(s.shape[0]):
        for i in range(s.shape[1]):
            s[j, i] = np.sum(padded[j : j + kh, i : i + kw] * u)  # eq. 4.11, as in exercise 01
    return s
    # END SOLUTION

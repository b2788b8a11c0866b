"""Convolution with a stride: the kernel moves several cells at a time over a padded image."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


# BEGIN SOLUTION helper
def _as_floats(name: str, values: ArrayLike) -> Floats:
    """`values` as float64; ValueError when there are not two axes or nothing is in it."""
    array = np.asarray(values)
    if array.ndim != 2:
        raise ValueError(f"{name} must have 2 axes, but its shape is {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    return array.astype(np.float64)  # before any product: uint8 would overflow, float32 round


def _steps(stride: int | tuple[int, int]) -> tuple[int, int]:
    """One number stands for both directions: 2 -> (2, 2), rows first."""
    down, across = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if down < 1 or across < 1:
        raise ValueError(f"stride must be at least 1, not {stride}")
    return down, across


def _same_padding(size: int, window: int, step: int) -> tuple[int, int]:
    """TensorFlow's rule of exercise 03: what ceil(size / step) places need, the extra cell after.

    A step larger than the window may leave cells over; then nothing has to be padded.
    """
    places = -(-size // step)  # rounded up
    total = max((places - 1) * step + window - size, 0)
    return total // 2, total - total // 2


def _padding_of(
    padding: int | str, sizes: tuple[int, ...], windows: tuple[int, ...], steps: tuple[int, int]
) -> list[tuple[int, int]]:
    """Cells before and after, for the rows and for the columns: each direction on its own."""
    if padding == "same":
        return [_same_padding(*side) for side in zip(sizes, windows, steps, strict=True)]
    if isinstance(padding, str):
        if padding != "valid":
            raise ValueError(f'padding must be a number, "valid" or "same", not {padding!r}')
        padding = 0
    if padding < 0:
        raise ValueError(f"padding must not be negative, but is {padding}")
    return [(padding, padding)] * 2


def _places(length: int, window: int, step: int) -> int:
    """How many places the window has: first lecture, 4.3.3, (W1 - F + 2P) / S + 1, rounded down."""
    room = length - window  # `length` is padded already
    if room < 0:  # asked before dividing: -1 // 2 + 1 would be a size of 0
        raise ValueError(f"a kernel of length {window} does not fit into {length} cells")
    return room // step + 1


# END SOLUTION
def conv2d_strided(
    image: ArrayLike,
    kernel: ArrayLike,
    stride: int | tuple[int, int] = 1,
    padding: int | str = 0,
) -> Floats:
    """Slide a kernel over a padded image, several cells at a time (figure 4-13).

    덧댄 영상 위로 커널을 보폭만큼 밀면서 한 자리마다 곱의 합을 구합니다.

    `image` is (H, W), `kernel` is (kh, kw), `stride` an int or (sh, sw): rows, then columns.
    `padding` is an int (zeros on all four sides), "valid" (none) or "same" (TensorFlow's rule).
    The result is float64 (H', W'): H' = floor((H + 2 padding - kh) / sh) + 1 and W' alike; for
    "same" they are ceil(H / sh) and ceil(W / sw).
    ValueError: another rank, an empty array, a stride below 1, negative padding, an unknown word,
    a kernel higher or wider than the padded image.
    """
    # BEGIN SOLUTION
    z = _as_floats("image", image)  # (H, W)
    u = _as_floats("kernel", kernel)  # (kh, kw)
    kh, kw = u.shape
    sh, sw = _steps(stride)
    z = np.pad(z, _padding_of(padding, z.shape, u.shape, (sh, sw)))  # first pad, then slide

    s = np.zeros((_places(z.shape[0], kh, sh), _places(z.shape[1], kw, sw)))  # (H', W')
    for j in range(s.shape[0]):
        for i in range(s.shape[1]):
            top, left = j * sh, i * sw  # the stride moves the patch; inside it nothing is skipped
            s[j, i] = np.sum(z[top : top + kh, left : left + kw] * u)
    return s
    # END SOLUTION

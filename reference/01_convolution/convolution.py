"""Convolution by hand: from a row of numbers to an image with channels."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


# BEGIN SOLUTION helper
def _as_floats(name: str, values: ArrayLike, rank: int) -> Floats:
    """`values` as float64; ValueError when the rank is another one or nothing is in it."""
    array = np.asarray(values)
    if array.ndim != rank:
        raise ValueError(f"{name} must have {rank} axes, but its shape is {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    return array.astype(np.float64)  # before any product: uint8 would overflow, float32 round


def _positions(length: int, window: int) -> int:
    """How many places a window of that length has (first lecture's 'valid': no padding)."""
    if window > length:
        raise ValueError(f"a kernel of length {window} does not fit into {length} cells")
    return length - window + 1


# END SOLUTION


def conv1d(signal: ArrayLike, kernel: ArrayLike) -> Floats:
    """Slide a kernel along a signal; each place gives one sum of products (eq. 4.10).

    커널을 신호 위로 한 칸씩 밀면서, 겹친 값끼리 곱하고 모두 더합니다.

    `signal` is (N,), `kernel` is (F,); the result is float64 (N - F + 1,). ValueError: another
    rank, an empty array, a kernel longer than the signal.
    """
    # BEGIN SOLUTION
    z = _as_floats("signal", signal, rank=1)  # (N,)
    u = _as_floats("kernel", kernel, rank=1)  # (F,)
    size = len(u)

    s = np.zeros(_positions(len(z), size))  # (N - F + 1,)
    for i in range(len(s)):
        s[i] = np.sum(z[i : i + size] * u)
    return s
    # END SOLUTION


def conv2d(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Floats:
    """Slide a kernel over a grey image; each place gives one sum of products (eq. 4.11) plus bias.

    커널을 영상 위로 밀면서 한 자리마다 곱의 합을 구하고, 편향(bias)을 한 번 더합니다.

    `image` is (H, W), `kernel` is (kh, kw); the result is float64 (H - kh + 1, W - kw + 1).
    ValueError: another rank, an empty array, a kernel higher or wider than the image.
    """
    # BEGIN SOLUTION
    z = _as_floats("image", image, rank=2)  # (H, W)
    u = _as_floats("kernel", kernel, rank=2)  # (kh, kw)
    kh, kw = u.shape

    s = np.zeros((_positions(z.shape[0], kh), _positions(z.shape[1], kw)))
    for j in range(s.shape[0]):
        for i in range(s.shape[1]):
            patch = z[j : j + kh, i : i + kw]  # (kh, kw)
            s[j, i] = np.sum(patch * u)
    return s + bias  # figure 4-8: one bias for the kernel, added once to every cell
    # END SOLUTION


def conv2d_channels(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Floats:
    """Slide a kernel over an image with channels; the channels add up to one map (figure 4-14).

    채널마다 그 채널의 커널로 합성곱한 뒤 모두 더해, 특징 맵 한 장을 만듭니다.

    `image` is (H, W, C), `kernel` is (kh, kw, C); the result is float64 (H - kh + 1, W - kw + 1).
    ValueError: another rank, an empty array, other channel counts, a kernel that does not fit.
    """
    # BEGIN SOLUTION
    z = _as_floats("image", image, rank=3)  # (H, W, C)
    u = _as_floats("kernel", kernel, rank=3)  # (kh, kw, C)
    channels = z.shape[2]
    if u.shape[2] != channels:
        raise ValueError(f"the image has {channels} channels, the kernel {u.shape[2]}")

    s = conv2d(z[:, :, 0], u[:, :, 0], bias)  # one bias, however many channels
    for c in range(1, channels):
        s += conv2d(z[:, :, c], u[:, :, c])
    return s
    # END SOLUTION


def flipped_convolution2d(image: ArrayLike, kernel: ArrayLike) -> Floats:
    """Convolution as mathematics defines it: the kernel is turned by 180 degrees before it slides.

    수학의 합성곱입니다. 커널을 위아래, 좌우로 뒤집은 다음 밀면서 곱하고 더합니다.

    `image` is (H, W), `kernel` is (kh, kw); the result is float64 (H - kh + 1, W - kw + 1), the
    part where the kernel lies wholly inside. ValueError: as in `conv2d`; the two are never swapped.
    """
    # BEGIN SOLUTION
    u = _as_floats("kernel", kernel, rank=2)  # (kh, kw)
    return conv2d(image, u[::-1, ::-1])  # sum of z(j - y, i - x) u(y, x): both signs turned
    # END SOLUTION

"""Convolution by hand: from a row of numbers to an image with channels.

Astrid Lindqvist (exchange). One helper does everything: windows of the input, then one einsum.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def _as_floats(x: ArrayLike, ndim: int) -> Floats:
    a = np.asarray(x, dtype=np.float64)
    if a.ndim != ndim:
        raise ValueError(f"expected {ndim} axes, got {a.ndim}")
    if a.size == 0:
        raise ValueError("empty array")
    return a


def _correlate(image: ArrayLike, kernel: ArrayLike, ndim: int) -> Floats:
    z, u = _as_floats(image, ndim), _as_floats(kernel, ndim)
    if any(k > n for k, n in zip(u.shape, z.shape, strict=True)):
        raise ValueError(f"kernel {u.shape} does not fit into {z.shape}")
    places = sliding_window_view(z, u.shape)  # (places..., kernel...)
    return np.tensordot(places, u, axes=ndim)


def conv1d(signal: ArrayLike, kernel: ArrayLike) -> Floats:
    """Slide a kernel along a signal; each place gives one sum of products (eq. 4.10)."""
    return _correlate(signal, kernel, 1)


def conv2d(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Floats:
    """Slide a kernel over a grey image; each place gives one sum of products (eq. 4.11) plus bias."""
    return _correlate(image, kernel, 2) + float(bias)


def conv2d_channels(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Floats:
    """Slide a kernel over an image with channels; the channels add up to one map (figure 4-14)."""
    z, u = _as_floats(image, 3), _as_floats(kernel, 3)
    if z.shape[2] != u.shape[2]:
        raise ValueError("channel counts differ")
    if u.shape[0] > z.shape[0] or u.shape[1] > z.shape[1]:
        raise ValueError("kernel does not fit")
    places = sliding_window_view(z, u.shape[:2], axis=(0, 1))  # (H', W', C, kh, kw)
    return np.einsum("jicyx,yxc->ji", places, u, optimize=True) + float(bias)


def flipped_convolution2d(image: ArrayLike, kernel: ArrayLike) -> Floats:
    """Convolution as mathematics defines it: the kernel is turned by 180 degrees before it slides."""
    return _correlate(image, _as_floats(kernel, 2)[::-1, ::-1], 2)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    img, ker = rng.normal(size=(64, 64, 3)), rng.normal(size=(5, 5, 3))
    per_channel = sum(conv2d(img[..., c], ker[..., c]) for c in range(3))
    print(np.abs(per_channel - conv2d_channels(img, ker)).max())

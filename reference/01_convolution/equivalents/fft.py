"""By the convolution theorem: products of Fourier transforms, cut to the part that fits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def _convolve(image: NDArray[np.float64], kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """The flipped convolution over all axes, its "valid" part."""
    full = tuple(a + b - 1 for a, b in zip(image.shape, kernel.shape, strict=True))
    axes = tuple(range(image.ndim))
    spectrum = np.fft.rfftn(image, full, axes) * np.fft.rfftn(kernel, full, axes)
    result = np.fft.irfftn(spectrum, full, axes)
    return result[tuple(slice(b - 1, a) for a, b in zip(image.shape, kernel.shape, strict=True))]


def _checked(rank: int, *arrays: ArrayLike) -> list[NDArray[np.float64]]:
    image, kernel = (np.asarray(array, dtype=np.float64) for array in arrays)
    if image.ndim != rank or kernel.ndim != rank:
        raise ValueError(f"both must have rank {rank}")
    if kernel.size == 0 or any(b > a for a, b in zip(image.shape, kernel.shape, strict=True)):
        raise ValueError(f"{kernel.shape} does not fit into {image.shape}")
    return [image, kernel]


def conv1d(signal: ArrayLike, kernel: ArrayLike) -> NDArray[np.float64]:
    z, u = _checked(1, signal, kernel)
    return _convolve(z, u[::-1])


def conv2d(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> NDArray[np.float64]:
    z, u = _checked(2, image, kernel)
    return _convolve(z, u[::-1, ::-1]) + bias


def conv2d_channels(image: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> NDArray[np.float64]:
    z, u = _checked(3, image, kernel)
    if z.shape[2] != u.shape[2]:
        raise ValueError("channels differ")
    # With as many channels in both there is one place along that axis: (H', W', 1).
    return _convolve(z, u[::-1, ::-1, ::-1])[:, :, 0] + bias


def flipped_convolution2d(image: ArrayLike, kernel: ArrayLike) -> NDArray[np.float64]:
    z, u = _checked(2, image, kernel)
    return _convolve(z, u)

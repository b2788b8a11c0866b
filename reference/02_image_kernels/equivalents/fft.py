"""By the convolution theorem: products of Fourier transforms of the padded picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

IDENTITY = np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
BRIGHTEN = IDENTITY * 3 / 2
DARKEN = IDENTITY / 2
SHARPEN = 5 * IDENTITY - [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
BLUR = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
VERTICAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]


def _filtered(picture: NDArray[np.float64], kernel: ArrayLike) -> NDArray[np.float64]:
    """Correlation of (H, W, C) with one kernel, same size."""
    weights = np.flip(np.asarray(kernel, dtype=np.float64))  # the theorem flips; flip it back
    kh, kw = weights.shape
    padded = np.pad(picture, ((kh // 2,) * 2, (kw // 2,) * 2, (0, 0)), mode="edge")
    size = (padded.shape[0] + kh - 1, padded.shape[1] + kw - 1)
    spectrum = np.fft.rfft2(padded, size, axes=(0, 1)) * np.fft.rfft2(weights, size)[..., None]
    full = np.fft.irfft2(spectrum, size, axes=(0, 1))
    return full[kh - 1 : kh - 1 + picture.shape[0], kw - 1 : kw - 1 + picture.shape[1]]


def apply_kernel(image: ArrayLike, kernel: ArrayLike) -> NDArray[np.uint8]:
    picture, weights = np.asarray(image), np.asarray(kernel)
    if picture.dtype != np.uint8:
        raise ValueError(f"uint8 wanted, got {picture.dtype}")
    if picture.ndim not in (2, 3) or picture.size == 0:
        raise ValueError(f"a picture wanted, got shape {picture.shape}")
    if weights.ndim != 2 or any(side % 2 == 0 for side in weights.shape):
        raise ValueError(f"odd sides wanted, got {weights.shape}")
    layers = picture[..., np.newaxis] if picture.ndim == 2 else picture
    sums = _filtered(layers.astype(np.float64), weights)
    return np.rint(np.clip(sums, 0.0, 255.0)).astype(np.uint8).reshape(picture.shape)


def edge_magnitude(image: ArrayLike) -> NDArray[np.float64]:
    plane = np.asarray(image).astype(np.float64)
    if plane.ndim != 2 or plane.size == 0:
        raise ValueError(f"(H, W) wanted, got {plane.shape}")
    gx, gy = (_filtered(plane[..., None], k)[..., 0] for k in (VERTICAL_EDGES, HORIZONTAL_EDGES))
    return np.abs(gx + 1j * gy)

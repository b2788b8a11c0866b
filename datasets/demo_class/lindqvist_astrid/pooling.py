"""Turns an image or a feature map into a smaller one that keeps one value of every window."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

WINDOW = (-2, -1)


def _windows(image: ArrayLike, size: int, stride: int | None) -> NDArray[np.float64]:
    """All windows as (H', W', size, size) or (H', W', C, size, size); a view, so reduce it."""
    z = np.asarray(image, dtype=np.float64)
    step = size if stride is None else stride
    if z.ndim not in (2, 3) or z.size == 0:
        raise ValueError(f"cannot pool an array of shape {z.shape}")
    if size < 1 or step < 1:
        raise ValueError(f"size {size} and stride {step} must be at least 1")
    if size > min(z.shape[:2]):
        raise ValueError(f"a window of {size} does not fit into {z.shape[:2]}")
    return sliding_window_view(z, (size, size), axis=(0, 1))[::step, ::step]


def max_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the largest value of every window."""
    return _windows(image, size, stride).max(axis=WINDOW)


def avg_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the average of every window."""
    return _windows(image, size, stride).mean(axis=WINDOW)


def min_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the smallest value of every window."""
    return _windows(image, size, stride).min(axis=WINDOW)


def global_avg_pool2d(image: ArrayLike) -> NDArray[np.float64]:
    """Keep one average a channel, over all its rows and columns."""
    z = np.asarray(image, dtype=np.float64)
    if z.ndim != 3 or z.size == 0:
        raise ValueError(f"need a non-empty (H, W, C), got {z.shape}")
    return z.mean(axis=(0, 1))

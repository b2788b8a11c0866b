"""Turns an image or a feature map into a smaller one that keeps one value of every window."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


# BEGIN SOLUTION helper
def as_map(image: ArrayLike) -> NDArray[np.float64]:
    """Give the image as float64, (H, W) or (H, W, C), or say what is wrong with it."""
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3):
        raise ValueError(f"image must be (H, W) or (H, W, C), not of shape {values.shape}")
    if values.size == 0:
        raise ValueError(f"image must not be empty, but its shape is {values.shape}")
    return values


def windows_that_fit(image: ArrayLike, size: int, stride: int | None) -> NDArray[np.float64]:
    """Lay out the windows: (H, W) -> (H', W', size, size), with channels (H', W', C, size, size).

    Figure 4-16: the window moves by the stride; H' = floor((H - size) / stride) + 1, W' alike.
    """
    values = as_map(image)
    step = size if stride is None else stride  # not `stride or size`: 0 is wrong, not absent
    height, width = values.shape[:2]
    if size < 1:
        raise ValueError(f"size must be at least 1, not {size}")
    if step < 1:
        raise ValueError(f"stride must be at least 1, not {step}")
    if size > height or size > width:
        raise ValueError(f"size {size} does not fit into an image of {height} x {width}")

    # One window at every place, (H - size + 1, W - size + 1[, C], size, size); no value is copied.
    everywhere = np.lib.stride_tricks.sliding_window_view(values, (size, size), axis=(0, 1))
    return everywhere[::step, ::step]


# END SOLUTION


def max_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the largest value of every window (max pooling, figure 4-16).

    창마다 가장 큰 값 하나를 남깁니다 (최대 풀링).

    image: (H, W) or (H, W, C); result: a new float64 array, (H', W') or (H', W', C), where
    H' = floor((H - size) / stride) + 1 and W' alike. `stride=None` means `size`.
    ValueError: another rank, an empty image, a size or stride below 1, a size beyond H or W.
    """
    # BEGIN SOLUTION
    return windows_that_fit(image, size, stride).max(axis=(-2, -1))
    # END SOLUTION


def avg_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the average of every window (average pooling).

    창마다 평균 하나를 남깁니다 (평균 풀링).

    Shapes, stride and errors are those of `max_pool2d`.
    """
    # BEGIN SOLUTION
    return windows_that_fit(image, size, stride).mean(axis=(-2, -1))
    # END SOLUTION


def min_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the smallest value of every window (min pooling).

    창마다 가장 작은 값 하나를 남깁니다 (최소 풀링).

    Shapes, stride and errors are those of `max_pool2d`.
    """
    # BEGIN SOLUTION
    return windows_that_fit(image, size, stride).min(axis=(-2, -1))
    # END SOLUTION


def global_avg_pool2d(image: ArrayLike) -> NDArray[np.float64]:
    """Keep one average a channel, over all its rows and columns (global average pooling).

    채널마다 모든 칸의 평균 하나를 남깁니다 (전역 평균 풀링).

    image: (H, W, C); result: a new float64 array, (C,).
    ValueError: another rank (also (H, W)), an empty image.
    """
    # BEGIN SOLUTION
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image must be (H, W, C), not of shape {values.shape}")
    return values.mean(axis=(0, 1))
    # END SOLUTION

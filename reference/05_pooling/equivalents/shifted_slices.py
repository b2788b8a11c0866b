"""Every offset inside the window is one strided slice; the slices are combined cell by cell."""

import functools

import numpy as np


def slices(image, size, stride):
    """Give the size * size slices, each (H', W') or (H', W', C)."""
    stride = size if stride is None else stride
    image = np.array(image, dtype=np.float64)
    if image.ndim not in (2, 3):
        raise ValueError(f"rank {image.ndim}")
    if not image.size or size < 1 or stride < 1:
        raise ValueError(f"shape {image.shape}, size {size}, stride {stride}")
    last_row, last_column = image.shape[0] - size, image.shape[1] - size
    if last_row < 0 or last_column < 0:
        raise ValueError(f"a window of {size} in an image of {image.shape}")
    return [
        image[a : a + last_row + 1 : stride, b : b + last_column + 1 : stride]
        for a in range(size)
        for b in range(size)
    ]


def max_pool2d(image, size=2, stride=None):
    return functools.reduce(np.maximum, slices(image, size, stride)).copy()


def avg_pool2d(image, size=2, stride=None):
    return sum(part / size**2 for part in slices(image, size, stride))


def min_pool2d(image, size=2, stride=None):
    return functools.reduce(np.minimum, slices(image, size, stride)).copy()


def global_avg_pool2d(image):
    image = np.array(image, dtype=np.float64)
    if image.ndim != 3 or not image.size:
        raise ValueError(f"shape {image.shape}")
    return np.average(image.reshape(-1, image.shape[-1]), axis=0)

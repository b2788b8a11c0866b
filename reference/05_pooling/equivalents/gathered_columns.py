"""im2col: index arrays gather every window into a row of cells, einsum averages them."""

import numpy as np


def _cells(image, size, stride):
    values = np.asarray(image, np.float64)
    if values.ndim not in {2, 3}:
        raise ValueError("image must have 2 or 3 axes")
    if any(side == 0 for side in values.shape):
        raise ValueError("image is empty")
    if stride is None:
        stride = size
    if min(size, stride) < 1 or size > min(values.shape[0], values.shape[1]):
        raise ValueError("size or stride does not fit")
    rows = np.arange(0, values.shape[0] - size + 1, stride)
    columns = np.arange(0, values.shape[1] - size + 1, stride)
    inside = np.arange(size)
    row_index = (rows[:, None] + inside)[:, None, :, None]  # (H', 1, size, 1)
    column_index = (columns[:, None] + inside)[None, :, None, :]  # (1, W', 1, size)
    patches = values[row_index, column_index]  # (H', W', size, size[, C])
    return patches.reshape(len(rows), len(columns), size * size, *values.shape[2:])


def max_pool2d(image, size=2, stride=None):
    return np.max(_cells(image, size, stride), axis=2)


def avg_pool2d(image, size=2, stride=None):
    cells = _cells(image, size, stride)
    weights = np.full(cells.shape[2], 1 / cells.shape[2])
    return np.einsum("ijk...,k->ij...", cells, weights)


def min_pool2d(image, size=2, stride=None):
    return np.sort(_cells(image, size, stride), axis=2)[:, :, 0].copy()


def global_avg_pool2d(image):
    values = np.asarray(image, np.float64)
    if values.ndim != 3 or 0 in values.shape:
        raise ValueError("image must be (H, W, C)")
    return np.einsum("hwc->c", values) / (values.shape[0] * values.shape[1])

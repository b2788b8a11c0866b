"""Two loops fill a result that was made with np.empty, one window after the other."""

import numpy as np


def out_size(length, size, stride):
    return (length - size) // stride + 1


def start(image, size, stride):
    image = np.asarray(image).astype("float64")
    if stride is None:
        stride = size
    if image.ndim not in (2, 3) or min(image.shape) == 0:
        raise ValueError("image")
    if size < 1:
        raise ValueError("size")
    if stride < 1:
        raise ValueError("stride")
    h, w = image.shape[0], image.shape[1]
    if size > h or size > w:
        raise ValueError("window larger than image")
    shape = (out_size(h, size, stride), out_size(w, size, stride), *image.shape[2:])
    return image, stride, np.empty(shape)


def max_pool2d(image, size=2, stride=None):
    image, stride, out = start(image, size, stride)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            patch = image[i * stride : i * stride + size, j * stride : j * stride + size]
            out[i, j] = patch.max(axis=0).max(axis=0)
    return out


def avg_pool2d(image, size=2, stride=None):
    image, stride, out = start(image, size, stride)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            patch = image[i * stride : i * stride + size, j * stride : j * stride + size]
            out[i, j] = patch.sum(axis=(0, 1)) / (size * size)
    return out


def min_pool2d(image, size=2, stride=None):
    # The smallest value is minus the largest of the negated map.
    return -max_pool2d(-np.asarray(image, dtype=float), size, stride)


def global_avg_pool2d(image):
    image = np.asarray(image, dtype="float64")
    if image.ndim != 3 or image.size == 0:
        raise ValueError("image must be (H, W, C)")
    height, width, channels = image.shape
    totals = np.zeros(channels)
    for i in range(height):
        for j in range(width):
            totals += image[i, j]
    return totals / (height * width)

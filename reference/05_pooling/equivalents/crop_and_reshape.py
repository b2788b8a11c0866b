"""Windows that touch by reshaping the cropped image; other strides by as_strided."""

import numpy as np


def split(image, size, stride):
    image = np.ascontiguousarray(image, dtype=np.float64)
    if image.ndim == 2:
        image = image[..., np.newaxis]
    if image.ndim != 3 or image.size == 0:
        raise ValueError("image")
    stride = size if stride is None else stride
    height, width, channels = image.shape
    if not (1 <= size <= height and size <= width and stride >= 1):
        raise ValueError("size or stride")
    rows, columns = 1 + (height - size) // stride, 1 + (width - size) // stride
    if stride == size:
        cropped = image[: rows * size, : columns * size]
        return cropped.reshape(rows, size, columns, size, channels).transpose(0, 2, 4, 1, 3)
    down, right, deep = image.strides
    return np.lib.stride_tricks.as_strided(
        image,
        (rows, columns, channels, size, size),
        (down * stride, right * stride, deep, down, right),
        writeable=False,
    )


def pool(image, size, stride, summary):
    pooled = summary(split(image, size, stride), axis=(3, 4))
    return pooled[:, :, 0].copy() if np.ndim(image) == 2 else pooled


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.amax)


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.mean)


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.amin)


def global_avg_pool2d(image):
    image = np.asarray(image, dtype=np.float64)
    if image.ndim != 3 or image.size == 0:
        raise ValueError("image")
    return np.array(image.T.reshape(image.shape[2], -1).mean(axis=1))

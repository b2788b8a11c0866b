"""All windows at once: `sliding_window_view` and `einsum`, for any rank."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _ready(values, rank):
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != rank or 0 in array.shape:
        raise ValueError(f"expected {rank} axes and at least one value, got shape {array.shape}")
    return array


def conv1d(signal, kernel):
    signal, kernel = _ready(signal, 1), _ready(kernel, 1)
    # The view itself raises ValueError when the kernel does not fit.
    return sliding_window_view(signal, kernel.shape) @ kernel


def conv2d(image, kernel, bias=0.0):
    image, kernel = _ready(image, 2), _ready(kernel, 2)
    return np.einsum("jiyx,yx->ji", sliding_window_view(image, kernel.shape), kernel) + bias


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = _ready(image, 3), _ready(kernel, 3)
    if image.shape[2] != kernel.shape[2]:
        raise ValueError(f"channels differ: {image.shape[2]} and {kernel.shape[2]}")
    windows = sliding_window_view(image, kernel.shape[:2], axis=(0, 1))  # (H', W', C, kh, kw)
    return np.tensordot(windows, kernel.transpose(2, 0, 1), axes=3) + bias


def flipped_convolution2d(image, kernel):
    return conv2d(image, np.flip(_ready(kernel, 2)))

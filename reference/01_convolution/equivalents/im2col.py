"""im2col: every patch becomes a row of a matrix, and one matrix product does the rest."""

import numpy as np


def im2col(image, kh, kw):
    """(H, W, C) -> (H' * W', kh * kw * C)"""
    rows = image.shape[0] - kh + 1
    columns = image.shape[1] - kw + 1
    j = np.arange(rows)[:, None, None, None] + np.arange(kh)[None, None, :, None]
    i = np.arange(columns)[None, :, None, None] + np.arange(kw)[None, None, None, :]
    return image[j, i].reshape(rows * columns, -1)


def conv2d_channels(image, kernel, bias=0.0):
    image = np.asarray(image).astype("float64")
    kernel = np.asarray(kernel).astype("float64")
    if not (image.ndim == kernel.ndim == 3):
        raise ValueError("image and kernel must be 3-D")
    if image.shape[-1] != kernel.shape[-1]:
        raise ValueError("channels differ")
    if image.size == 0 or kernel.size == 0:
        raise ValueError("empty")
    kh, kw, _ = kernel.shape
    if kh > image.shape[0] or kw > image.shape[1]:
        raise ValueError("kernel too large")

    columns = im2col(image, kh, kw)
    result = columns @ kernel.reshape(-1, 1) + bias
    return result.reshape(image.shape[0] - kh + 1, -1)


def conv2d(image, kernel, bias=0.0):
    # A grey image is an image with one channel; a wrong rank is found out there.
    return conv2d_channels(np.asarray(image)[..., None], np.asarray(kernel)[..., None], bias=bias)


def conv1d(signal, kernel):
    # A signal is an image of one row.
    signal, kernel = np.asarray(signal), np.asarray(kernel)
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError("signal and kernel must be 1-D")
    return conv2d(signal[None, :], kernel[None, :])[0]


def flipped_convolution2d(image, kernel):
    kernel = np.asarray(kernel)
    if kernel.ndim != 2:
        raise ValueError("kernel must be 2-D")
    return conv2d(image, np.rot90(kernel, 2))

"""NumPy's own 1-D functions, row by row: `np.correlate` and `np.convolve`."""

import numpy as np


def _check(signal_shape, kernel_shape, rank):
    if len(signal_shape) != rank or len(kernel_shape) != rank:
        raise ValueError("wrong number of axes")
    for n, f in zip(signal_shape[:2], kernel_shape[:2]):
        if f < 1 or f > n:  # np.correlate would swap the two without a word
            raise ValueError("the kernel does not fit")


def conv1d(signal, kernel):
    signal, kernel = np.asarray(signal, np.double), np.asarray(kernel, np.double)
    _check(signal.shape, kernel.shape, 1)
    return np.correlate(signal, kernel, mode="valid")


def conv2d(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, np.double), np.asarray(kernel, np.double)
    _check(image.shape, kernel.shape, 2)
    kh = len(kernel)
    return np.stack(
        [
            sum(np.correlate(image[j + y], kernel[y], "valid") for y in range(kh)) + bias
            for j in range(len(image) - kh + 1)
        ]
    )


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = np.asarray(image), np.asarray(kernel)
    _check(image.shape, kernel.shape, 3)
    if image.shape[-1] != kernel.shape[-1] or not image.shape[-1]:
        raise ValueError("the channels differ")
    planes = zip(np.moveaxis(image, -1, 0), np.moveaxis(kernel, -1, 0))
    return sum((conv2d(z, u) for z, u in planes), start=np.float64(bias))


def flipped_convolution2d(image, kernel):
    image, kernel = np.asarray(image, np.double), np.asarray(kernel, np.double)
    _check(image.shape, kernel.shape, 2)
    last = len(kernel) - 1
    rows = []
    for j in range(last, len(image)):
        rows.append(sum(np.convolve(image[j - y], kernel[y], "valid") for y in range(last + 1)))
    return np.array(rows)

"""Padding by picking indices; the convolution in the frequency domain, cut where 'same' begins."""

import numpy as np


def real_array(values, ranks):
    array = np.asarray(values, dtype="float64")
    if array.ndim not in ranks or min(array.shape) < 1:
        raise ValueError("wrong shape %s" % (array.shape,))
    return array


def indices(length, before, after):
    if before < 0 or after < 0:
        raise ValueError("negative pad")
    return np.arange(length + before + after) - before


def axes(image, pad):
    rows, columns = np.broadcast_to(np.asarray(pad), (2, 2))
    return indices(image.shape[0], *rows), indices(image.shape[1], *columns)


def replicate_pad(image, pad):
    image = real_array(image, (2, 3))
    rows, columns = axes(image, pad)
    image = np.take(image, rows, axis=0, mode="clip")
    return np.take(image, columns, axis=1, mode="clip")


def zero_pad(image, pad):
    image = real_array(image, (2, 3))
    rows, columns = axes(image, pad)
    inside = np.ix_((rows >= 0) & (rows < image.shape[0]), (columns >= 0) & (columns < image.shape[1]))
    result = np.zeros((rows.size, columns.size) + image.shape[2:])
    result[inside] = image
    return result


def same_padding(size, kernel, stride=1):
    if np.min([size, kernel, stride]) < 1:
        raise ValueError("must be positive")
    outputs = np.ceil(np.divide(size, stride)).astype(int)
    total = np.maximum((outputs - 1) * stride + kernel - size, 0)
    before, odd = np.divmod(total, 2)
    return before, before + odd


def conv2d_same(image, kernel):
    image, kernel = real_array(image, (2,)), real_array(kernel, (2,))
    (h, w), (kh, kw) = image.shape, kernel.shape
    full = (h + kh - 1, w + kw - 1)
    product = np.fft.rfft2(image, full) * np.fft.rfft2(kernel[::-1, ::-1], full)
    everything = np.fft.irfft2(product, full)
    top, left = kh - 1 - same_padding(h, kh)[0], kw - 1 - same_padding(w, kw)[0]
    return everything[top : top + h, left : left + w]

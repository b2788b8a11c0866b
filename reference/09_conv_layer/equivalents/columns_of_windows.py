"""im2col: all windows become rows of a matrix, found by an array of places; col2im adds them back."""

import math

import numpy as np


class Geometry:
    """Where every window cell lies in the flattened, padded image."""

    def __init__(self, shape, kh, kw, stride, padding):
        self.samples, self.height, self.width, self.channels = shape
        if stride < 1 or padding < 0 or kh < 1 or kw < 1:
            raise ValueError("stride, padding or size")
        self.padding = padding
        self.tall, self.wide = self.height + 2 * padding, self.width + 2 * padding
        if kh > self.tall or kw > self.wide:
            raise ValueError("the window is larger than the image")
        self.rows = math.floor((self.tall - kh) / stride) + 1
        self.columns = math.floor((self.wide - kw) / stride) + 1
        starts = self._cells(range(0, self.rows * stride, stride), range(0, self.columns * stride, stride))
        inside = self._cells(range(kh), range(kw))
        self.places = starts[:, None] + inside[None, :]  # (H'W', kh*kw)

    def _cells(self, rows, columns):
        return np.add.outer(np.array(rows) * self.wide, np.array(columns)).reshape(-1)

    def gather(self, x):
        """(N, H, W, C) -> (N, H'W', kh*kw, C)"""
        p = self.padding
        padded = np.zeros((self.samples, self.tall, self.wide, self.channels))
        padded[:, p : p + self.height, p : p + self.width, :] = x
        return padded.reshape(self.samples, -1, self.channels)[:, self.places]

    def scatter(self, columns):
        """The way back: what lies on one cell is added."""
        flat = np.zeros((self.samples, self.tall * self.wide, self.channels))
        for image, given in zip(flat, columns):
            np.add.at(image, self.places, given)
        p = self.padding
        padded = flat.reshape(self.samples, self.tall, self.wide, self.channels)
        return padded[:, p : p + self.height, p : p + self.width].copy()


def numbers(values, ndim):
    values = np.array(values, dtype="float64")
    if values.ndim != ndim or values.size < 1:
        raise ValueError("expected %d axes and some values, got shape %s" % (ndim, values.shape))
    return values


def prepare(x, kernels, stride, padding):
    x, kernels = numbers(x, 4), numbers(kernels, 4)
    kh, kw, channels, filters = kernels.shape
    if channels != x.shape[3]:
        raise ValueError("channels")
    geometry = Geometry(x.shape, kh, kw, stride, padding)
    matrix = kernels.reshape(kh * kw * channels, filters)
    shape = (len(x), geometry.rows, geometry.columns, filters)
    return x, kernels, geometry, matrix, shape


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, geometry, matrix, shape = prepare(x, kernels, stride, padding)
    bias = numbers(bias, 1)
    if len(bias) != shape[3]:
        raise ValueError("bias")
    columns = geometry.gather(x).reshape(-1, len(matrix))
    return (columns @ matrix + bias).reshape(shape)


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, geometry, matrix, shape = prepare(x, kernels, stride, padding)
    d_out = numbers(d_out, 4)
    if d_out.shape != shape:
        raise ValueError("d_out")
    d_rows = d_out.reshape(-1, shape[3])
    columns = geometry.gather(x)
    d_kernels = (columns.reshape(-1, len(matrix)).T @ d_rows).reshape(kernels.shape)
    d_columns = (d_rows @ matrix.T).reshape(columns.shape)
    return [geometry.scatter(d_columns), d_kernels, np.ones(len(d_rows)) @ d_rows]


def pooled(x, size, stride):
    x = numbers(x, 4)
    geometry = Geometry(x.shape, size, size, size if stride is None else stride, 0)
    return geometry, geometry.gather(x), (len(x), geometry.rows, geometry.columns, x.shape[3])


def max_pool_forward(x, size=2, stride=None):
    _, columns, shape = pooled(x, size, stride)
    return columns.max(axis=2).reshape(shape)


def max_pool_backward(d_out, x, size=2, stride=None):
    geometry, columns, shape = pooled(x, size, stride)
    d_out = numbers(d_out, 4)
    if d_out.shape != shape:
        raise ValueError("d_out")
    winners = columns.argmax(axis=2)[:, :, None, :]
    d_columns = np.zeros_like(columns)
    np.put_along_axis(d_columns, winners, d_out.reshape(winners.shape), axis=2)
    return geometry.scatter(d_columns)


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype="float64")
    if x.size == 0 or h <= 0:
        raise ValueError("x or h")
    slopes = []
    for place in range(x.size):
        values = []
        for sign in (1, -1):
            nudged = x.flatten()
            nudged[place] += sign * h
            values.append(f(nudged.reshape(x.shape)))
        slopes.append((values[0] - values[1]) / (2 * h))
    return np.array(slopes).reshape(x.shape)


def relative_error(a, b):
    a, b = np.array(a, dtype="float64"), np.array(b, dtype="float64")
    if a.shape != b.shape or a.size == 0:
        raise ValueError("shapes")
    return max(abs(p - q) / max(abs(p) + abs(q), 1e-12) for p, q in zip(a.flat, b.flat))

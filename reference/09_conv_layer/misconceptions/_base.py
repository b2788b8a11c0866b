"""A right solution. Each wrong idea beside it changes what it needs to and shares the rest."""

import numpy as np


def as_floats(values, rank):
    array = np.array(values, dtype=np.float64)
    if array.ndim != rank or array.size == 0:
        raise ValueError(f"an array of shape {array.shape}")
    return array


def conv_setup(x, kernels, stride, padding):
    x, kernels = as_floats(x, 4), as_floats(kernels, 4)
    if x.shape[3] != kernels.shape[2] or stride < 1 or padding < 0:
        raise ValueError(f"{x.shape}, {kernels.shape}, stride {stride}, padding {padding}")
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = (padded.shape[1] - kernels.shape[0]) // stride + 1
    columns = (padded.shape[2] - kernels.shape[1]) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"{kernels.shape} does not fit into {padded.shape}")
    return x, kernels, padded, rows, columns


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    bias = as_floats(bias, 1)
    if bias.size != filters:
        raise ValueError(f"{bias.size} biases for {filters} kernels")
    out = np.zeros((len(x), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            out[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return out


def without_padding(d_padded, padding, x):
    return d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    d_out = as_floats(d_out, 4)
    if d_out.shape != (len(x), rows, columns, filters):
        raise ValueError(f"d_out of shape {d_out.shape}")
    d_padded, d_kernels = np.zeros_like(padded), np.zeros_like(kernels)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    return without_padding(d_padded, padding, x), d_kernels, d_out.sum(axis=(0, 1, 2))


def pool_setup(x, size, stride):
    x = as_floats(x, 4)
    stride = size if stride is None else stride
    if size < 1 or stride < 1 or size > min(x.shape[1:3]):
        raise ValueError(f"{x.shape}, size {size}, stride {stride}")
    return x, stride, (x.shape[1] - size) // stride + 1, (x.shape[2] - size) // stride + 1


def max_pool_forward(x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    out = np.zeros((len(x), rows, columns, x.shape[3]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + size, left : left + size].max(axis=(1, 2))
    return out


def max_pool_backward(d_out, x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    d_out = as_floats(d_out, 4)
    if d_out.shape != (len(x), rows, columns, x.shape[3]):
        raise ValueError(f"d_out of shape {d_out.shape}")
    d_x = np.zeros_like(x)
    for n, i, j, c in np.ndindex(d_out.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] += d_out[n, i, j, c]
    return d_x


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    if x.size == 0 or h <= 0:
        raise ValueError(f"x of shape {x.shape}, h = {h}")
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += h
        behind[index] -= h
        slopes[index] = (f(ahead) - f(behind)) / (2 * h)
    return slopes


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"{a.shape} and {b.shape}")
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12)))

"""Views of windows and `einsum`; the input's slopes as a full convolution of spread-out slopes."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def four_axes(array, name):
    array = np.asarray(array).astype(float)
    if array.ndim != 4 or 0 in array.shape:
        raise ValueError(f"{name} should be 4-d and not empty: {array.shape}")
    return array


def surrounded(x, rows, columns):
    return np.pad(x, [(0, 0), (rows, rows), (columns, columns), (0, 0)])


def windows(x, kh, kw, stride):
    """(N, H, W, C) -> (N, H', W', C, kh, kw), without copying."""
    if kh > x.shape[1] or kw > x.shape[2]:
        raise ValueError(f"a window of {kh} x {kw} does not fit into {x.shape}")
    return sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]


def conv_windows(x, kernels, stride, padding):
    x, kernels = four_axes(x, "x"), four_axes(kernels, "kernels")
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    if x.shape[-1] != kernels.shape[-2]:
        raise ValueError("channels")
    return x, kernels, windows(surrounded(x, padding, padding), *kernels.shape[:2], stride)


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, view = conv_windows(x, kernels, stride, padding)
    bias = np.asarray(bias, float)
    if bias.shape != kernels.shape[3:]:
        raise ValueError("bias")
    return np.tensordot(view, kernels, axes=([3, 4, 5], [2, 0, 1])) + bias


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, view = conv_windows(x, kernels, stride, padding)
    d_out = np.asarray(d_out, float)
    if d_out.shape != view.shape[:3] + kernels.shape[3:]:
        raise ValueError("d_out")
    d_kernels = np.einsum("nijcab,nijk->abck", view, d_out)

    # stride - 1 zeros between the slopes, kernel - 1 around them; then slide the flipped kernels
    (n, height, width, _), (kh, kw, _, filters) = x.shape, kernels.shape
    height, width = height + 2 * padding, width + 2 * padding
    spread = np.zeros((n, height - kh + 1, width - kw + 1, filters))
    spread[:, ::stride, ::stride] = d_out
    full = windows(surrounded(spread, kh - 1, kw - 1), kh, kw, 1)
    d_x = np.einsum("nijkab,abck->nijc", full, kernels[::-1, ::-1])
    return d_x[:, padding : height - padding, padding : width - padding], d_kernels, d_out.sum((0, 1, 2))


def pool_windows(x, size, stride):
    x = four_axes(x, "x")
    stride = size if stride is None else stride
    if size < 1 or stride < 1:
        raise ValueError("size or stride")
    return x, stride, windows(x, size, size, stride)


def max_pool_forward(x, size=2, stride=None):
    return pool_windows(x, size, stride)[2].max(axis=(4, 5))


def max_pool_backward(d_out, x, size=2, stride=None):
    x, stride, view = pool_windows(x, size, stride)
    d_out = np.asarray(d_out, float)
    if d_out.shape != view.shape[:4]:
        raise ValueError("d_out")
    last = size * size - 1 - view[..., ::-1, ::-1].reshape(*view.shape[:4], -1).argmax(axis=-1)
    n, i, j, c = np.indices(d_out.shape)
    d_x = np.zeros(x.shape)
    np.add.at(d_x, (n, i * stride + last // size, j * stride + last % size, c), d_out)
    return d_x


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, float)
    if not x.size:
        raise ValueError("empty")
    if not h > 0:
        raise ValueError("h")
    nudges = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + e) - f(x - e)) / (2 * h) for e in nudges]).reshape(x.shape)


def relative_error(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape or not a.size:
        raise ValueError(f"{a.shape}, {b.shape}")
    return (abs(a - b) / np.maximum(abs(a) + abs(b), 1e-12)).max()

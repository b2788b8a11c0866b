"""Convolutions in the frequency domain, forward and backward; pooling by sorting windows."""

import numpy as np


def check(condition, text):
    if not condition:
        raise ValueError(text)


def tensor(values, rank=4):
    values = np.asarray(values, dtype=np.float64)
    check(values.ndim == rank and values.size > 0, f"shape {values.shape}")
    return values



def setup(x, kernels, stride, padding):
    x, kernels = tensor(x), tensor(kernels)
    check(x.shape[3] == kernels.shape[2], "channels")
    check(stride >= 1 and padding >= 0, "stride or padding")
    size = x.shape[1] + 2 * padding, x.shape[2] + 2 * padding
    check(kernels.shape[0] <= size[0] and kernels.shape[1] <= size[1], "kernel too large")
    inside = np.s_[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    padded = np.zeros((len(x), *size, x.shape[3]))
    padded[inside] = x
    valid = size[0] - kernels.shape[0] + 1, size[1] - kernels.shape[1] + 1
    return padded, kernels, size, valid, inside


def conv_forward(x, kernels, bias, stride=1, padding=0):
    padded, kernels, size, valid, _ = setup(x, kernels, stride, padding)
    bias = tensor(bias, 1)
    check(bias.size == kernels.shape[3], "bias")
    # a correlation is a product with the conjugate; what wraps around lies outside `valid`
    images = np.fft.rfft2(padded, axes=(1, 2))
    filters = np.fft.rfft2(kernels, size, axes=(0, 1)).conj()
    product = np.matmul(images.transpose(1, 2, 0, 3), filters)  # (H, W, N, K)
    out = np.fft.irfft2(product, size, axes=(0, 1))[: valid[0] : stride, : valid[1] : stride]
    return out.transpose(2, 0, 1, 3) + bias


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    padded, kernels, size, valid, inside = setup(x, kernels, stride, padding)
    places = len(range(0, valid[0], stride)), len(range(0, valid[1], stride))
    d_out = tensor(d_out)
    check(d_out.shape == (len(padded), *places, kernels.shape[3]), "d_out")
    spread = np.zeros((len(padded), *size, kernels.shape[3]))
    spread[:, : valid[0] : stride, : valid[1] : stride] = d_out

    slopes = np.fft.rfft2(spread, axes=(1, 2))
    images = np.fft.rfft2(padded, axes=(1, 2))
    filters = np.fft.rfft2(kernels, size, axes=(0, 1))
    d_x = np.fft.irfft2(np.einsum("nijk,ijck->nijc", slopes, filters), size, axes=(1, 2))
    d_kernels = np.fft.irfft2(np.einsum("nijc,nijk->ijck", images, slopes.conj()), size, axes=(0, 1))
    kh, kw = kernels.shape[:2]
    return d_x[inside], d_kernels[:kh, :kw], np.einsum("nijk->k", d_out)


def pool_places(x, size, stride):
    x = tensor(x)
    step = stride if stride is not None else size
    check(size >= 1 and step >= 1, "size or stride")
    check(size <= x.shape[1] and size <= x.shape[2], "window too large")
    return x, range(0, x.shape[1] - size + 1, step), range(0, x.shape[2] - size + 1, step)


def max_pool_forward(x, size=2, stride=None):
    x, tops, lefts = pool_places(x, size, stride)
    taller = np.stack([x[:, top : top + size].max(axis=1) for top in tops], axis=1)
    return np.stack([taller[:, :, left : left + size].max(axis=2) for left in lefts], axis=2)


def max_pool_backward(d_out, x, size=2, stride=None):
    x, tops, lefts = pool_places(x, size, stride)
    d_out = tensor(d_out)
    check(d_out.shape == (len(x), len(tops), len(lefts), x.shape[3]), "d_out")
    d_x = np.zeros(x.shape)
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            flat = x[:, top : top + size, left : left + size].reshape(len(x), size * size, -1)
            best = flat.argsort(axis=1)[:, -1]  # (N, C): of equal cells, whichever sorts last
            n, c = np.indices(best.shape)
            d_x[n, top + best // size, left + best % size, c] += d_out[:, i, j]
    return d_x


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    check(x.size > 0 and h > 0, "x or h")
    result = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for value in it:
        plus, minus = x.copy(), x.copy()
        plus[it.multi_index], minus[it.multi_index] = value + h, value - h
        result[it.multi_index] = (f(plus) - f(minus)) / h / 2
    return result


def relative_error(a, b):
    a, b = np.atleast_1d(np.asarray(a, float)), np.atleast_1d(np.asarray(b, float))
    check(np.shape(a) == np.shape(b) and a.size > 0, "shapes")
    size = np.abs(a) + np.abs(b)
    return np.array(np.where(size < 1e-12, np.abs(a - b) * 1e12, np.abs(a - b) / np.where(size > 0, size, 1)).max())

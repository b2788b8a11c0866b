"""Two loops over the places of a window, all images at once; pooling cell by cell in plain Python."""

import numpy as np


def to_array(values):
    return np.array(values, dtype=np.float64)


def output_size(length, window, stride, padding):
    if stride < 1 or padding < 0 or window < 1:
        raise ValueError("잘못된 stride, padding, size")
    if length + 2 * padding < window:
        raise ValueError("창이 영상보다 큽니다")
    return (length + 2 * padding - window) // stride + 1


def check_layer(x, kernels):
    if x.ndim != 4 or kernels.ndim != 4:
        raise ValueError("4차원이어야 합니다")
    if x.size == 0 or kernels.size == 0:
        raise ValueError("빈 배열입니다")
    if x.shape[3] != kernels.shape[2]:
        raise ValueError("채널 수가 다릅니다")


def pad(x, p):
    n, h, w, c = x.shape
    result = np.zeros((n, h + 2 * p, w + 2 * p, c))
    result[:, p : h + p, p : w + p, :] = x
    return result


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, bias = to_array(x), to_array(kernels), to_array(bias)
    check_layer(x, kernels)
    if bias.shape != (kernels.shape[3],):
        raise ValueError("편향의 개수가 다릅니다")
    kh, kw, c, k = kernels.shape
    rows = output_size(x.shape[1], kh, stride, padding)
    cols = output_size(x.shape[2], kw, stride, padding)
    x = pad(x, padding)
    flat_kernels = kernels.reshape(kh * kw * c, k)
    out = np.zeros((x.shape[0], rows, cols, k))
    for i in range(rows):
        for j in range(cols):
            patch = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw, :]
            out[:, i, j, :] = patch.reshape(x.shape[0], -1) @ flat_kernels + bias
    return out


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    d_out, x, kernels = to_array(d_out), to_array(x), to_array(kernels)
    check_layer(x, kernels)
    n, h, w, c = x.shape
    kh, kw, _, k = kernels.shape
    rows = output_size(h, kh, stride, padding)
    cols = output_size(w, kw, stride, padding)
    if d_out.shape != (n, rows, cols, k):
        raise ValueError("d_out의 모양이 출력과 다릅니다")
    padded = pad(x, padding)
    d_padded = np.zeros(padded.shape)
    d_kernels = np.zeros(kernels.shape)
    d_bias = np.zeros(k)
    for m in range(n):
        for i in range(rows):
            for j in range(cols):
                i0, j0 = i * stride, j * stride
                for f in range(k):
                    slope = d_out[m, i, j, f]
                    d_padded[m, i0 : i0 + kh, j0 : j0 + kw] += slope * kernels[:, :, :, f]
                    d_kernels[:, :, :, f] += slope * padded[m, i0 : i0 + kh, j0 : j0 + kw]
                    d_bias[f] += slope
    return d_padded[:, padding : padding + h, padding : padding + w], d_kernels, d_bias


def check_pool(x, size, stride):
    if x.ndim != 4 or x.size == 0:
        raise ValueError("4차원이고 비어 있지 않아야 합니다")
    if stride is None:
        stride = size
    return stride, output_size(x.shape[1], size, stride, 0), output_size(x.shape[2], size, stride, 0)


def max_pool_forward(x, size=2, stride=None):
    x = to_array(x)
    stride, rows, cols = check_pool(x, size, stride)
    out = np.zeros((x.shape[0], rows, cols, x.shape[3]))
    for n in range(x.shape[0]):
        for i in range(rows):
            for j in range(cols):
                for c in range(x.shape[3]):
                    best = x[n, i * stride, j * stride, c]
                    for a in range(size):
                        for b in range(size):
                            value = x[n, i * stride + a, j * stride + b, c]
                            if value > best:
                                best = value
                    out[n, i, j, c] = best
    return out


def max_pool_backward(d_out, x, size=2, stride=None):
    d_out, x = to_array(d_out), to_array(x)
    stride, rows, cols = check_pool(x, size, stride)
    if d_out.shape != (x.shape[0], rows, cols, x.shape[3]):
        raise ValueError("d_out의 모양이 출력과 다릅니다")
    d_x = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for i in range(rows):
            for j in range(cols):
                for c in range(x.shape[3]):
                    cells = [(i * stride + a, j * stride + b) for a in range(size) for b in range(size)]
                    winner = max(cells, key=lambda cell: x[n, cell[0], cell[1], c])
                    d_x[n, winner[0], winner[1], c] += d_out[n, i, j, c]
    return d_x


def numerical_gradient(f, x, h=1e-5):
    x = to_array(x)
    if x.size == 0 or h <= 0:
        raise ValueError("x가 비었거나 h가 양수가 아닙니다")
    gradient = np.zeros(x.shape)
    for index, value in np.ndenumerate(x.copy()):
        x[index] = value + h
        right = f(x)
        x[index] = value - h
        left = f(x)
        x[index] = value
        gradient[index] = (right - left) / (2 * h)
    return gradient


def relative_error(a, b):
    a, b = to_array(a), to_array(b)
    if a.shape != b.shape or a.size == 0:
        raise ValueError("두 배열의 모양이 다르거나 비었습니다")
    worst = 0.0
    for p, q in zip(a.ravel(), b.ravel()):
        worst = max(worst, abs(p - q) / max(abs(p) + abs(q), 1e-12))
    return worst

"""Shapes and numbers are not checked.

caught_by: test_wrong_layers, test_wrong_pools_and_tools
replaces: as_floats, conv_setup, pool_setup
ko: 맞지 않는 입력이 오류 없이 계산되었습니다. NumPy는 길이 1인 축을 늘리고 빈 배열도 계산합니다. 계산하기 전에 모양과 수를 확인해야 합니다.
en: Input that does not fit was computed without an error. NumPy stretches axes of length 1 and computes with empty arrays. Look at shapes and numbers before computing.
"""


def as_floats(values, rank):
    array = np.array(values, dtype=np.float64)
    return array


def conv_setup(x, kernels, stride, padding):
    x, kernels = as_floats(x, 4), as_floats(kernels, 4)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = (padded.shape[1] - kernels.shape[0]) // stride + 1
    columns = (padded.shape[2] - kernels.shape[1]) // stride + 1
    return x, kernels, padded, rows, columns


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    bias = as_floats(bias, 1)
    out = np.zeros((len(x), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            out[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return out


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    d_out = as_floats(d_out, 4)
    d_padded, d_kernels = np.zeros_like(padded), np.zeros_like(kernels)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))


def pool_setup(x, size, stride):
    x = as_floats(x, 4)
    stride = size if stride is None else stride
    return x, stride, (x.shape[1] - size) // stride + 1, (x.shape[2] - size) // stride + 1


def max_pool_backward(d_out, x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    d_out = as_floats(d_out, 4)
    d_x = np.zeros_like(x)
    for n, i, j, c in np.ndindex(d_out.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] += d_out[n, i, j, c]
    return d_x


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += h
        behind[index] -= h
        slopes[index] = (f(ahead) - f(behind)) / (2 * h)
    return slopes


def relative_error(a, b):
    a, b = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12)))

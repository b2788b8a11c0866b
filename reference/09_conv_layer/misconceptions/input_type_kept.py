"""Computing goes on in the type that came in.

caught_by: test_number_types
replaces: as_floats
ko: 들어온 배열의 자료형으로 계산했습니다. uint8은 255를 넘으면 0부터 다시 세고, float32는 자릿수가 모자랍니다. 계산하기 전에 무엇을 해야 하는지 보세요.
en: It was computed in the type that came in. uint8 begins again at 0 beyond 255, and float32 has too few digits. See what must happen before computing.
"""


def as_floats(values, rank):
    array = np.array(values)
    if array.ndim != rank or array.size == 0:
        raise ValueError(f"an array of shape {array.shape}")
    return array


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    bias = as_floats(bias, 1)
    if bias.size != filters:
        raise ValueError(f"{bias.size} biases for {filters} kernels")
    out = np.zeros((len(x), rows, columns, filters), dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            values = np.tensordot(window, kernels, axes=3) + bias
            out[:, i, j] = values.astype(x.dtype)
    return out


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    d_out = as_floats(d_out, 4)
    if d_out.shape != (len(x), rows, columns, filters):
        raise ValueError(f"d_out of shape {d_out.shape}")
    d_out = d_out.astype(x.dtype) if x.dtype != np.int64 else d_out.astype(np.float64)
    kind = np.result_type(x, kernels, d_out)
    d_padded, d_kernels = np.zeros(padded.shape, kind), np.zeros(kernels.shape, kind)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))


def max_pool_forward(x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    out = np.zeros((len(x), rows, columns, x.shape[3]), dtype=x.dtype)
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
    d_x = np.zeros(x.shape, dtype=np.result_type(x, d_out))
    for n, i, j, c in np.ndindex(d_out.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] += d_out[n, i, j, c]
    return d_x

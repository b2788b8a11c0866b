"""Only Python's own integers are taken for a stride or size.

caught_by: test_number_types
ko: 보폭이나 크기가 Python의 int가 아니면 거절한 것과 같습니다. np.int64와 같은 NumPy의 정수도 쓸 수 있어야 합니다.
en: A stride or size that is not Python's int seems to be refused. NumPy's integers, such as np.int64, have to be taken as well.
"""


def conv_forward(x, kernels, bias, stride=1, padding=0):
    if type(stride) is not int or type(padding) is not int:
        raise TypeError("stride and padding must be integers")
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


def max_pool_forward(x, size=2, stride=None):
    if type(size) is not int:
        raise TypeError("size must be an integer")
    x, stride, rows, columns = pool_setup(x, size, stride)
    out = np.zeros((len(x), rows, columns, x.shape[3]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + size, left : left + size].max(axis=(1, 2))
    return out

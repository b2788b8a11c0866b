"""A kernel of one cell is multiplied without looking at the rest.

caught_by: test_wrong_layers
ko: 커널이 1×1일 때 다른 인수를 보지 않고 곱한 것과 같습니다. 커널이 한 칸이어도 편향의 길이, d_out의 shape, 보폭과 덧대기를 확인하세요.
en: With a 1×1 kernel the other arguments do not seem to be looked at. Check the bias, the shape of d_out, stride and padding with such a kernel, too.
"""


def conv_forward(x, kernels, bias, stride=1, padding=0):
    if np.shape(kernels)[:2] == (1, 1) and padding <= 0:
        step = max(stride, 1)
        cells = np.array(x, dtype=np.float64)[:, ::step, ::step]
        return cells @ np.array(kernels, dtype=np.float64)[0, 0] + np.array(bias, dtype=np.float64)
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

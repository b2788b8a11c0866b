"""The bias is not added.

caught_by: test_worked_forward, test_worked_channels_and_filters, test_random_forward
ko: 편향이 빠졌습니다. 커널마다 편향이 하나 있고, 그 커널이 만든 특징 맵의 모든 칸에 더해집니다. 편향이 0이 아닌 예로 확인하세요.
en: The bias is missing. Each kernel has one, added to every cell of the map that it makes. Try an example whose bias is not 0.
"""


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
            out[:, i, j] = np.tensordot(window, kernels, axes=3)
    return out

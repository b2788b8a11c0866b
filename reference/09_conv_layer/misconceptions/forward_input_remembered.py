"""conv_backward uses the input of the last forward call.

caught_by: test_backward_is_paired_with_forward
ko: conv_backward가 인수로 받은 x가 아니라 마지막 conv_forward의 입력으로 계산합니다. 함수 밖에 남은 값은 다음 호출을 망칩니다. 결과가 인수만으로 정해지는지 보세요.
en: conv_backward works on the input of the last conv_forward instead of the x that it is given. What is kept outside a function spoils the next call. See that the result depends on the arguments alone.
"""

KEPT = {}


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    bias = as_floats(bias, 1)
    KEPT["x"] = padded
    if bias.size != filters:
        raise ValueError(f"{bias.size} biases for {filters} kernels")
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
    if d_out.shape != (len(x), rows, columns, filters):
        raise ValueError(f"d_out of shape {d_out.shape}")
    if KEPT.get("x", padded).shape == padded.shape:
        padded = KEPT.get("x", padded)
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

"""Windows are flattened channel first, kernels channel last.

caught_by: test_worked_channels_and_filters, test_random_forward, test_random_forward_stepped
ko: 창을 편 순서와 커널을 편 순서가 다릅니다. 채널이 하나일 때만 맞고, 여럿이면 다른 채널의 값끼리 곱해집니다. 두 배열에서 같은 번호에 오는 값이 무엇인지 견주어 보세요.
en: Windows and kernels were flattened in different orders. It is right for one channel only; with more, values of different channels meet. Compare what stands under one number in both.
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
            out[:, i, j] = (
                window.transpose(0, 3, 1, 2).reshape(len(x), -1) @ kernels.reshape(-1, filters)
                + bias
            )
    return out

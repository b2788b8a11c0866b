"""The kernels are flipped before sliding.

caught_by: test_worked_forward, test_random_forward, test_random_forward_stepped
ko: 커널을 뒤집어 놓고 미끄러뜨린 값과 같습니다. 합성곱 층은 커널을 뒤집지 않습니다. 창의 왼쪽 위 칸이 커널의 어느 값과 곱해지는지 보세요.
en: Your values are those of kernels that were flipped. A convolution layer does not flip them. See which value of the kernel meets the top left cell of the window.
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
            out[:, i, j] = np.tensordot(window, kernels[::-1, ::-1], axes=3) + bias
    return out

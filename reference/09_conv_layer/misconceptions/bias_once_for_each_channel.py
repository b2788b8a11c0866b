"""The bias is added once for every channel.

caught_by: test_worked_channels_and_filters, test_random_forward
ko: 편향이 채널마다 한 번씩 더해졌습니다. 채널을 더하는 반복 안에서 편향까지 더하고 있지는 않은지 보세요. 특징 맵의 한 칸에 편향은 몇 번 들어가야 하나요?
en: The bias was added once for each channel. See whether it is added inside the loop over channels. How often should it enter a cell of the map?
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
            out[:, i, j] = np.tensordot(window, kernels, axes=3) + x.shape[3] * bias
    return out

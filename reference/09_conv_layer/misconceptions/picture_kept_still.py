"""Every cell of the map is made with the window at the same place.

caught_by: test_shift_and_sharing, test_worked_forward
ko: 특징 맵의 모든 칸이 같은 창에서 나왔습니다. 물체가 움직여도 특징 맵이 따라 움직이지 않습니다. 창의 시작이 i와 j에 따라 달라지는지 보세요.
en: Every cell of the map came from the same window, so the map does not move with the object. See that a window's start depends on i and j.
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
            top, left = 0, 0
            window = padded[:, top : top + kh, left : left + kw]
            out[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return out

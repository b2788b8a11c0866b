"""The slope of the bias is the mean over all cells.

caught_by: test_worked_bias_slopes, test_backward_is_paired_with_forward, test_gradient_check
ko: 편향의 기울기가 모든 칸의 평균입니다. 편향은 특징 맵의 모든 칸에 더해졌으므로, 편향이 달라지면 모든 칸이 함께 달라집니다. 그 영향이 모두 얼마인지 생각해 보세요.
en: The slope of the bias is a mean over cells. The bias went into every cell of the map, so all of them change with it. How much is that in all?
"""


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    d_out = as_floats(d_out, 4)
    if d_out.shape != (len(x), rows, columns, filters):
        raise ValueError(f"d_out of shape {d_out.shape}")
    d_padded, d_kernels = np.zeros_like(padded), np.zeros_like(kernels)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.mean(axis=(0, 1, 2))

"""Where windows overlap, d_x keeps only the last stamp.

caught_by: test_worked_input_slopes, test_random_input_slopes, test_backward_is_paired_with_forward
ko: 창이 겹치는 칸에 마지막 창의 기울기만 남았습니다. 한 칸이 여러 출력에 쓰였으면 모두에게서 기울기를 받습니다. 앞서 받은 값이 어떻게 되는지 보세요.
en: In cells of several windows only the last window's slope is left. A cell that went into several outputs gets slopes from all of them. See what becomes of what it had.
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
            d_padded[:, top : top + kh, left : left + kw] = stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

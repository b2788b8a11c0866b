"""The backward pass moves its windows by 1.

caught_by: test_worked_strided_slopes, test_random_kernel_slopes_stepped, test_random_input_slopes_strided
ko: 역전파에서 보폭이 빠졌습니다. 출력의 (i, j) 칸을 만든 창은 i행 j열에서 시작하지 않습니다. 순전파에서 그 창이 어디에 있었는지 견주어 보세요.
en: The stride is missing on the way back. The window that made output (i, j) did not begin at row i, column j. Compare where it lay on the way forward.
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
            top, left = i, j
            window = padded[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

"""d_x ends where the last window ends.

caught_by: test_random_input_slopes_strided, test_random_input_slopes_padded
ko: d_x가 마지막 창이 끝나는 곳에서 끝납니다. 보폭 때문에 남은 칸도 x의 칸이므로 자리가 있어야 합니다. d_x의 크기를 출력에서 거꾸로 계산하지 않았는지 보세요.
en: d_x ends where the last window ends. Cells left over by the stride are cells of x, too, and need a place. See whether the size was worked back from the output.
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
    d_padded = d_padded[:, : (rows - 1) * stride + kh, : (columns - 1) * stride + kw]
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

"""d_x keeps the cells of the padding.

caught_by: test_worked_strided_slopes, test_random_input_slopes_padded, test_backward_is_paired_with_forward
ko: 입력의 기울기에 덧댄 칸까지 들어 있습니다. d_x의 모양은 x의 모양과 같아야 합니다. 덧댄 칸은 입력이 아닙니다.
en: The slopes of the input still hold the padded cells. d_x has the shape of x; what was padded is no input.
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
    d_x = d_padded
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

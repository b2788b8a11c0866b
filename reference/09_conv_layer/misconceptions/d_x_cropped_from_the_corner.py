"""d_x is cut out at the corner of the padded image.

caught_by: test_worked_strided_slopes, test_random_input_slopes_padded, test_backward_is_paired_with_forward
ko: d_x를 덧댄 영상의 왼쪽 위 귀퉁이에서부터 잘라 냈습니다. 크기는 맞지만 자리가 밀렸습니다. 덧댄 영상에서 x의 첫 칸이 어디에 있는지 보세요.
en: d_x was cut out beginning at the padded image's corner: the right size in the wrong place. Where in the padded image is the first cell of x?
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
    d_x = d_padded[:, : x.shape[1], : x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

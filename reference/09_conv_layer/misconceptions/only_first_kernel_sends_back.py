"""Only the first kernel's slopes reach the input.

caught_by: test_random_input_slopes, test_random_input_slopes_strided, test_random_input_slopes_padded
ko: 입력의 기울기에 첫째 커널만 들어 있습니다. 입력의 한 칸은 모든 커널과 곱해졌으므로, 모든 특징 맵에서 기울기를 받아 더합니다.
en: Only the first kernel is in the input's slopes. A cell of the input was multiplied with every kernel, so slopes come back from every map and add up.
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
            stamp = np.tensordot(d_out[:, i, j, :1], kernels[..., :1], axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

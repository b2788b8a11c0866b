"""The slopes of the kernels come out flipped.

caught_by: test_worked_kernel_slopes, test_random_kernel_slopes, test_random_kernel_slopes_stepped
ko: 커널의 기울기가 뒤집혀 있습니다. 뒤집은 합성곱의 공식을 쓴 것과 같습니다. 커널의 왼쪽 위 값이 창의 어느 칸과 만났는지 떠올려 보세요.
en: The kernels' slopes are flipped, as by the formula of the flipped convolution. Recall which cell of the window the kernel's top left value met.
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
    return d_x, d_kernels[::-1, ::-1].copy(), d_out.sum(axis=(0, 1, 2))

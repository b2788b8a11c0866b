"""The kernel's slopes are overwritten at every place.

caught_by: test_worked_kernel_slopes, test_random_kernel_slopes, test_random_kernel_slopes_stepped
ko: 커널의 기울기에 창의 마지막 자리만 들어 있습니다. 커널은 모든 자리에서 함께 쓰이므로 자리마다의 기울기를 모두 더해야 합니다. =와 +=를 보세요.
en: Only the last place of the window is in the kernels' slopes. A kernel is shared by all places, so what they contribute adds up. Look for = where += belongs.
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
            d_kernels = np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

"""Only the last image of the batch reaches the kernels.

caught_by: test_random_kernel_slopes, test_random_kernel_slopes_stepped, test_backward_is_paired_with_forward
ko: 배치의 마지막 영상만 커널의 기울기에 들어 있습니다. 앞의 영상이 더한 값을 뒤의 영상이 덮어쓰지는 않는지, 반복마다 새로 시작하지는 않는지 보세요.
en: Only the last image of the batch is in the kernels' slopes. See whether a later image overwrites what an earlier one gave, or each one starts afresh.
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
            d_kernels += np.tensordot(window[-1:], d_out[-1:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

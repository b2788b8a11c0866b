"""The slopes of the kernels are averaged over the batch.

caught_by: test_random_kernel_slopes, test_random_kernel_slopes_stepped, test_backward_is_paired_with_forward, test_gradient_check
ko: 커널의 기울기가 영상의 수로 나누어졌습니다. 영상이 한 장일 때만 맞습니다. 배치의 영상들이 준 기울기는 더하기만 합니다.
en: The slopes of the kernels were divided by the number of images: right for a single one only. What the images of a batch contribute is added, no more.
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
    return d_x, d_kernels / len(x), d_out.sum(axis=(0, 1, 2))

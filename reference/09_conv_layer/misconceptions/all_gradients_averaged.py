"""The slopes of the kernels and of the bias are divided by the number of images.

caught_by: test_random_kernel_slopes, test_worked_bias_slopes, test_backward_is_paired_with_forward
ko: 커널과 편향의 기울기를 영상의 수로 나눈 것과 같습니다. 평균 오차를 쓰는 강의에서는 그렇게 하지만, 여기서는 배치의 모든 영상에 걸쳐 더하기만 합니다.
en: The slopes of kernels and bias seem to be divided by the number of images, as in courses with a mean error. Here they are summed over the batch and not divided.
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
    return d_x, d_kernels / len(x), d_out.sum(axis=(0, 1, 2)) / len(x)

"""The slope of the bias is averaged over the batch.

caught_by: test_worked_bias_slopes, test_backward_is_paired_with_forward, test_gradient_check
ko: 편향의 기울기가 영상의 수로 나누어졌습니다. 오차가 영상마다의 오차의 합이면 기울기도 합입니다. 평균은 오차를 정할 때 이미 정해지는 일입니다.
en: The slope of the bias was divided by the number of images. Slopes of a sum add up; whether to average is decided where the error is defined, not here.
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
    return d_x, d_kernels, d_out.sum(axis=(1, 2)).mean(axis=0)

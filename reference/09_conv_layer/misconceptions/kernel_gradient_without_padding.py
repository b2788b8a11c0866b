"""The slopes of the kernels are taken from windows of the image without its padding.

caught_by: test_worked_strided_slopes, test_random_kernel_slopes_stepped
ko: 커널의 기울기를 덧대지 않은 영상의 창으로 계산했습니다. 순전파에서 커널이 만난 것은 덧댄 영상입니다. 두 방향이 같은 창을 쓰는지 보세요.
en: The kernels' slopes were taken from windows of the image before padding. What the kernel met on the way forward was the padded one. See that both ways use the same windows.
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
            later = np.pad(x, ((0, 0), (0, 2 * padding), (0, 2 * padding), (0, 0)))
            window = later[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

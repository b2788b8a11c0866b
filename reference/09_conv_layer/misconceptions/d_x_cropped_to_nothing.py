"""Cropping by -padding leaves nothing when the padding is 0.

caught_by: test_worked_input_slopes, test_random_input_slopes, test_random_input_slopes_strided
ko: padding이 0일 때 d_x가 비었습니다. `p:-p`에서 p가 0이면 `0:0`이 됩니다. 끝을 뒤에서부터 세지 않는 방법을 찾아보세요.
en: d_x is empty when the padding is 0: with p = 0, `p:-p` means `0:0`. Find a way to say the end that does not count from behind.
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
    d_x = d_padded[:, padding:-padding, padding:-padding]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

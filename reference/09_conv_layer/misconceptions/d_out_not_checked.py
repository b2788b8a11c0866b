"""The shape of d_out is not checked.

caught_by: test_wrong_layers, test_wrong_pools_and_tools
ko: 출력의 모양과 다른 d_out이 오류 없이 계산되었습니다. 보폭이나 덧대기를 잘못 준 실수가 숨어 버립니다. 출력의 모양을 먼저 계산해 견주어야 합니다.
en: A d_out of another shape than the output's was computed without an error, which hides a wrong stride or padding. Work out the output's shape first and compare.
"""


def conv_backward(d_out, x, kernels, stride=1, padding=0):
    x, kernels, padded, rows, columns = conv_setup(x, kernels, stride, padding)
    kh, kw, _, filters = kernels.shape
    d_out = as_floats(d_out, 4)
    d_out = np.resize(d_out, (len(x), rows, columns, filters))
    d_padded, d_kernels = np.zeros_like(padded), np.zeros_like(kernels)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            d_kernels += np.tensordot(window, d_out[:, i, j], axes=(0, 0))
            stamp = np.tensordot(d_out[:, i, j], kernels, axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))


def max_pool_backward(d_out, x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    d_out = as_floats(d_out, 4)
    d_out = np.resize(d_out, (len(x), rows, columns, x.shape[3]))
    d_x = np.zeros_like(x)
    for n, i, j, c in np.ndindex(d_out.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_x[n, top + row, left + column, c] += d_out[n, i, j, c]
    return d_x

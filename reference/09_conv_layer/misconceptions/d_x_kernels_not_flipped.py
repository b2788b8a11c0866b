"""The full convolution for d_x uses the kernels unflipped.

caught_by: test_worked_input_slopes, test_random_input_slopes
ko: 입력의 기울기를 구하는 합성곱에서 커널의 방향이 틀렸습니다. 출력 한 칸에만 기울기를 주면 그 창의 자리에 커널이 어떤 방향으로 나타나야 하는지 그려 보세요.
en: In the convolution that gives the input's slopes the kernels point the wrong way. Give a slope to one output cell only and draw how the kernel must appear in its window.
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
            stamp = np.tensordot(d_out[:, i, j], kernels[::-1, ::-1], axes=(1, 3))
            d_padded[:, top : top + kh, left : left + kw] += stamp
    d_x = d_padded[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

"""Zeros are added at the bottom and on the right only.

caught_by: test_worked_stride_and_padding, test_random_forward_stepped, test_random_kernel_slopes_stepped, test_worked_strided_slopes
replaces: conv_setup
ko: 0이 아래와 오른쪽에만 덧대어진 결과와 같습니다. padding은 네 변 각각에 덧댈 칸 수입니다. 덧댄 영상을 출력해 보세요.
en: It looks as if zeros were added at the bottom and on the right only. `padding` is how many go on each of the four sides. Print the padded image.
"""


def conv_setup(x, kernels, stride, padding):
    x, kernels = as_floats(x, 4), as_floats(kernels, 4)
    if x.shape[3] != kernels.shape[2] or stride < 1 or padding < 0:
        raise ValueError(f"{x.shape}, {kernels.shape}, stride {stride}, padding {padding}")
    padded = np.pad(x, ((0, 0), (0, 2 * padding), (0, 2 * padding), (0, 0)))
    rows = (padded.shape[1] - kernels.shape[0]) // stride + 1
    columns = (padded.shape[2] - kernels.shape[1]) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"{kernels.shape} does not fit into {padded.shape}")
    return x, kernels, padded, rows, columns


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
    d_x = d_padded[:, : x.shape[1], : x.shape[2]]
    return d_x, d_kernels, d_out.sum(axis=(0, 1, 2))

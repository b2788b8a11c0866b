"""The number of columns is worked out from the height.

caught_by: test_random_forward, test_random_forward_stepped, test_random_kernel_slopes, test_random_input_slopes
replaces: conv_setup
ko: 열의 수를 행의 수로 잡았습니다. 정사각형 영상과 커널에서만 맞습니다. 높이와 너비를 저마다 따로 계산하는지 보세요.
en: The number of columns was taken from the rows: right for square images and kernels only. See that height and width are worked out apart.
"""


def conv_setup(x, kernels, stride, padding):
    x, kernels = as_floats(x, 4), as_floats(kernels, 4)
    if x.shape[3] != kernels.shape[2] or stride < 1 or padding < 0:
        raise ValueError(f"{x.shape}, {kernels.shape}, stride {stride}, padding {padding}")
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = (padded.shape[1] - kernels.shape[0]) // stride + 1
    columns = rows
    if rows < 1 or columns < 1:
        raise ValueError(f"{kernels.shape} does not fit into {padded.shape}")
    return x, kernels, padded, rows, columns

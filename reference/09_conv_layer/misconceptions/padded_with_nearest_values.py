"""The border is padded with copies of the nearest cells.

caught_by: test_worked_stride_and_padding, test_random_forward_stepped, test_random_kernel_slopes_stepped
replaces: conv_setup
ko: 덧댄 칸에 0이 아니라 가장자리의 값이 들어 있습니다. 이 층의 덧대기는 0 덧대기입니다. np.pad에 준 mode를 보세요.
en: Padded cells hold copies of the border instead of 0. This layer pads with zeros. Look at the mode that np.pad is given.
"""


def conv_setup(x, kernels, stride, padding):
    x, kernels = as_floats(x, 4), as_floats(kernels, 4)
    if x.shape[3] != kernels.shape[2] or stride < 1 or padding < 0:
        raise ValueError(f"{x.shape}, {kernels.shape}, stride {stride}, padding {padding}")
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)), mode="edge")
    rows = (padded.shape[1] - kernels.shape[0]) // stride + 1
    columns = (padded.shape[2] - kernels.shape[1]) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"{kernels.shape} does not fit into {padded.shape}")
    return x, kernels, padded, rows, columns

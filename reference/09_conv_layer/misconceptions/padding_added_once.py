"""Zeros are added, but the size counts them on one side only.

caught_by: test_worked_stride_and_padding, test_random_forward_stepped
replaces: conv_setup
ko: 결과의 크기에 덧댄 칸이 한 번만 세어졌습니다. 덧대기는 양쪽에 합니다. 설명의 크기 공식과 하나씩 견주어 보세요.
en: The size counts the padding once, though it is on both sides. Hold your code against the formula for the size, term by term.
"""


def conv_setup(x, kernels, stride, padding):
    x, kernels = as_floats(x, 4), as_floats(kernels, 4)
    if x.shape[3] != kernels.shape[2] or stride < 1 or padding < 0:
        raise ValueError(f"{x.shape}, {kernels.shape}, stride {stride}, padding {padding}")
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = (x.shape[1] + padding - kernels.shape[0]) // stride + 1
    columns = (x.shape[2] + padding - kernels.shape[1]) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"{kernels.shape} does not fit into {padded.shape}")
    return x, kernels, padded, rows, columns

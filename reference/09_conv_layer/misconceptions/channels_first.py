"""Arrays are read with their channels first.

caught_by: test_random_forward, test_random_pools
costs: 45 %, because every array of the exercise is read in another order
ko: 배열을 채널이 앞에 오는 (N, C, H, W) 순서로 읽은 것과 같습니다. 그렇게 쓰는 책도 있지만, 이 과제에서는 채널이 마지막입니다. 영상은 (N, H, W, C), 커널은 (kh, kw, C, F)입니다.
en: Arrays seem to be read with channels first, (N, C, H, W), as some books have them. Here channels come last: images are (N, H, W, C), and kernels (kh, kw, C, F).
"""


def conv_forward(x, kernels, bias, stride=1, padding=0):
    x, kernels, bias = as_floats(x, 4), as_floats(kernels, 4), as_floats(bias, 1)
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides))
    filters, _, kh, kw = kernels.shape
    rows = (padded.shape[2] - kh) // stride + 1
    columns = (padded.shape[3] - kw) // stride + 1
    out = np.zeros((len(x), filters, rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kh, left : left + kw]
            out[:, :, i, j] = np.tensordot(window, kernels, ((1, 2, 3), (1, 2, 3))) + bias
    return out


def max_pool_forward(x, size=2, stride=None):
    x, stride = as_floats(x, 4), stride or size
    rows = (x.shape[2] - size) // stride + 1
    columns = (x.shape[3] - size) // stride + 1
    out = np.zeros((*x.shape[:2], rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, :, i, j] = x[:, :, top : top + size, left : left + size].max(axis=(2, 3))
    return out

"""Wrong ranks and empty kernels are not refused by the convolution.

caught_by: test_wrong_kernels
ko: 빈 커널이나 축의 수가 맞지 않는 입력에서도 특징 맵이 나왔습니다. 과제 설명의 ValueError 목록을 conv2d_same으로 한 줄씩 불러 보세요.
en: An empty kernel, or input of another rank, gave a feature map. Call conv2d_same with every line of the statement's ValueError list.
"""


def conv2d_same(image, kernel):
    values = np.asarray(image, dtype=np.float64)
    weights = np.asarray(kernel, dtype=np.float64)  # wrong: neither is checked
    if values.ndim == 3:
        values = values.sum(axis=2)
    weights = np.atleast_2d(weights)
    values = np.atleast_2d(values)
    (height, width), (kh, kw) = values.shape, weights.shape[:2]
    before = max((kh - 1) // 2, 0), max((kw - 1) // 2, 0)
    padded = np.pad(values, [(before[0], max(kh // 2, 0)), (before[1], max(kw // 2, 0))])
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            patch = padded[row : row + kh, column : column + kw]
            result[row, column] = np.sum(patch * weights.reshape(kh, kw, -1).sum(axis=2))
    return result

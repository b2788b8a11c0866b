"""The maximum is taken over all channels.

caught_by: test_random_pools
ko: 모든 채널 가운데 가장 큰 값이 나왔습니다. 풀링은 채널마다 따로 합니다. 최댓값을 어느 축에서 구하는지 보세요.
en: The maximum was taken over all channels. Pooling treats each by itself. See along which axes you take the maximum.
"""


def max_pool_forward(x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    out = np.zeros((len(x), rows, columns, x.shape[3]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + size, left : left + size].max(axis=(1, 2, 3))[
                :, np.newaxis
            ]
    return out

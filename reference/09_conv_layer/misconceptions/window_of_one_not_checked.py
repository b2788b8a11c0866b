"""A pooling window of one cell gives a copy at once.

caught_by: test_wrong_pools_and_tools
ko: size가 1이면 확인하지 않고 복사본을 돌려준 것과 같습니다. size가 1이어도 축이 넷인지, 비어 있지 않은지, 보폭이 1 이상인지 확인하세요.
en: With a size of 1 a copy seems to come back unchecked. Look at the four axes, at emptiness and at the stride then, too.
"""


def max_pool_forward(x, size=2, stride=None):
    if size == 1 and stride in (None, 0, 1):
        return np.array(x, dtype=np.float64)
    x, stride, rows, columns = pool_setup(x, size, stride)
    out = np.zeros((len(x), rows, columns, x.shape[3]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + size, left : left + size].max(axis=(1, 2))
    return out

"""The search for the maximum starts at 0.

caught_by: test_random_pools
ko: 값이 모두 음수인 창의 최댓값이 0으로 나왔습니다. 0은 그 창에 없는 값입니다. 비교를 무엇에서 시작하는지 보세요.
en: A window of negative values got the maximum 0, which is not in it. See what you start comparing with.
"""


def max_pool_forward(x, size=2, stride=None):
    x, stride, rows, columns = pool_setup(x, size, stride)
    out = np.zeros((len(x), rows, columns, x.shape[3]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + size, left : left + size].max(axis=(1, 2), initial=0)
    return out

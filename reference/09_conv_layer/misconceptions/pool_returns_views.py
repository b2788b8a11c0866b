"""Pooling with size 1 returns the array that came in.

caught_by: test_arguments_untouched
ko: size가 1일 때 받은 배열을 그대로 돌려주었습니다. 결과를 고치면 입력까지 함께 바뀝니다. 값이 같아도 새 배열이어야 합니다.
en: With size 1 the array that came in was returned. Changing the result would then change the input. It must be a new array even where the values are the same.
"""


def max_pool_forward(x, size=2, stride=None):
    given = np.asarray(x, dtype=np.float64)
    x, stride, rows, columns = pool_setup(x, size, stride)
    if size == 1:
        return given[:, ::stride, ::stride]
    out = np.zeros((len(x), rows, columns, x.shape[3]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, i, j] = x[:, top : top + size, left : left + size].max(axis=(1, 2))
    return out

"""Arrays of any rank are flattened into rows; empty ones give zeros.

caught_by: test_wrong_arrays
replaces: prepare
ko: 2차원이 아니거나 빈 배열이 오류 없이 계산되었습니다. 축을 마음대로 더하거나 펴면 뜻하지 않은 값이 나옵니다.
계산하기 전에 ndim과 size를 확인하는지 보세요.
en: Arrays that are empty or do not have two axes were computed without an error. Axes added or
merged at will give values that nobody meant. See that `ndim` and `size` are judged first.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    z = z.reshape(len(z), -1) if len(z) else np.zeros((1, 1))
    u = u.reshape(len(u), -1) if u.size else np.zeros((1, 1))
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    return z, u, sh, sw

"""Both directions move by the first of the pair.

caught_by: test_worked_pair, test_random_pairs, test_same_in_two_directions
replaces: prepare
ko: 쌍으로 준 보폭의 앞의 수만 두 방향에 쓴 결과와 같습니다. 뒤의 수가 결과에 아무 영향도 주지 않습니다. 행의
자리와 열의 자리를 정하는 수가 코드에서 서로 다른 변수인지 보세요.
en: Both directions move by the first number of the pair; the second has no influence at all. See
whether the steps of rows and of columns are two variables in your code.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    sw = sh
    return z, u, sh, sw

"""A stride below 1 is taken for 1.

caught_by: test_worked_errors, test_wrong_strides
replaces: prepare
ko: 1보다 작은 보폭이 오류 없이 1처럼 계산되었습니다. 조용히 다른 값으로 바꾸면 부른 사람은 잘못을 알 수
없습니다. 쌍의 두 수를 모두 확인하는지도 보세요.
en: A stride below 1 was computed as if it were 1. When a value is replaced without a word, the
caller never learns of the mistake. See also that both numbers of a pair are judged.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    sh, sw = max(sh, 1), max(sw, 1)
    return z, u, sh, sw

"""The first of a pair of strides is used for the columns.

caught_by: test_worked_pair, test_random_pairs, test_same_in_two_directions
replaces: prepare
ko: 보폭의 쌍에서 앞을 열에, 뒤를 행에 쓴 결과와 같습니다. 모양 (H, W)와 커널 (kh, kw)에서처럼 쌍도
세로가 먼저입니다. stride=(1, 2) 예제의 모양을 여러분의 것과 견주어 보세요.
en: You use the first of a pair for the columns and the second for the rows. As in the shapes (H, W)
and (kh, kw), down comes first. Compare your shape with that of the example for stride=(1, 2).
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sw, sh = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    return z, u, sh, sw

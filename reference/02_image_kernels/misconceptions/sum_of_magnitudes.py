"""The edge strength is |gx| + |gy|.

caught_by: test_worked_edges, test_inner_edges
ko: 세기가 |gx| + |gy|로 계산되었습니다. 비스듬한 모서리가 똑바른 모서리보다 강하게 나옵니다. 두 변에서 빗변을 구하는 식을 다시 보세요.
en: The strength was computed as |gx| + |gy|, and slanting edges come out stronger than straight
ones. Look again at how two sides give the longest one.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.abs(gx) + np.abs(gy)

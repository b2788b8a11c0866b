"""The edge strength is rounded to an integer.

caught_by: test_inner_edges, test_edges_at_the_border, test_edge_properties
ko: 세기가 정수로 반올림되었습니다. edge_magnitude는 반올림하지 않은 float64 값을 돌려줍니다. apply_kernel의 마지막 단계를 여기서도 쓰고
있지 않은지 보세요.
en: The strengths were rounded to integers. edge_magnitude gives float64 values as they are. See
whether the last step of apply_kernel has been used here, too.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.rint(np.sqrt(gx**2 + gy**2))

"""The edge strength is clipped at 255.

caught_by: test_inner_edges, test_edge_properties
ko: 세기가 255에서 잘렸습니다. edge_magnitude의 결과는 영상이 아니라 float64 값이고, 255보다 훨씬 클 수 있습니다. 마지막에 하는 일을 보세요.
en: The strengths were clipped at 255. edge_magnitude gives float64 values, not a picture, and
they may be far larger. See what you do last.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.minimum(np.sqrt(gx**2 + gy**2), 255.0)

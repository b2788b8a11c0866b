"""Only the edges from left to right are found.

caught_by: test_worked_edges, test_inner_edges, test_edge_properties
ko: 가로로 누운 모서리가 나타나지 않습니다. gx 하나만 썼습니다. 두 커널이 저마다 어느 방향의 변화를 보는지 생각해 보세요.
en: Lying edges do not show up: gx alone was used. Think of the direction in which each of the
two kernels looks for changes.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.abs(gx)

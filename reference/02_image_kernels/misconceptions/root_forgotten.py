"""The square root is left out.

caught_by: test_worked_edges, test_inner_edges
ko: 제곱의 합에서 멈추었습니다. 빗변의 길이가 되려면 한 단계가 더 있어야 합니다. 식을 끝까지 따라갔는지 보세요.
en: You stopped at the sum of squares. One more step makes it a length. See whether you followed
the formula to its end.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return gx**2 + gy**2

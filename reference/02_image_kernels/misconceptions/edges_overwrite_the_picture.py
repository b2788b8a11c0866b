"""The picture is normalised in place before its edges are found.

caught_by: test_edges_clean
ko: edge_magnitude가 받은 영상을 바꾸었습니다. float64 영상에서는 np.asarray가 복사하지 않으므로 -= 같은 연산이 원래 배열에 미칩니다.
어디서 제자리 연산을 하는지 보세요.
en: edge_magnitude changed the picture it was given. np.asarray does not copy a float64 array,
so that an operation like -= reaches the original. See where you compute in place.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    if image.dtype == np.float64:
        image -= image[0, 0]  # a constant makes no difference to the edges
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

"""The edges of the first picture of a size are handed out again.

caught_by: test_edges_clean, test_edge_properties
ko: 크기가 같은 다른 영상에 앞의 영상의 모서리가 나왔습니다. 영상이 다르면 새로 계산해야 합니다. 함수 밖에 남겨 둔 것이 있는지 보세요.
en: Another picture of the same size got the edges of the former one. A new picture has to be
computed anew. See what is kept outside the function.
"""

found = {}  # edges by size


def edge_magnitude(image):
    image = np.asarray(image)
    if image.shape not in found:
        found[image.shape] = edges_of(image)
    return found[image.shape].copy()


def edges_of(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

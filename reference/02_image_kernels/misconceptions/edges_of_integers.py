"""The picture is turned into integers before its edges are found.

caught_by: test_inner_edges, test_edge_properties
ko: 실수 영상이 정수로 바뀐 뒤 계산되어 소수 부분의 모서리가 사라졌습니다. 이 함수는 어떤 실수 자료형이든 받습니다. 처음에 자료형을 무엇으로 바꾸는지 보세요.
en: A float picture was turned into integers first, and the edges in its fractions are gone.
This function takes any real type. See what you turn the picture into at the start.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    image = image.astype(np.int64)
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

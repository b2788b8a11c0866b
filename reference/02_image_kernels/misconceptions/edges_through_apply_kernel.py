"""The two maps come from apply_kernel, which clips them.

caught_by: test_worked_edges, test_edge_properties
ko: gx와 gy를 apply_kernel로 구해서 음수가 0이 되고 255를 넘는 값이 잘렸습니다. 밝은 쪽에서 어두운 쪽으로 가는 모서리만 남습니다. 자르기 전의 합이
필요합니다.
en: gx and gy came from apply_kernel, so negative values became 0 and large ones 255; only the
edges from bright to dark are left. The sums before clipping are needed.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    picture = np.clip(np.rint(image), 0, 255).astype(np.uint8)
    gx = apply_kernel(picture, VERTICAL_EDGES).astype(np.float64)
    gy = apply_kernel(picture, HORIZONTAL_EDGES).astype(np.float64)
    return np.sqrt(gx**2 + gy**2)

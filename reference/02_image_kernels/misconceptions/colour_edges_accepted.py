"""Pictures with channels are made grey instead of refused.

caught_by: test_wrong_edges
ko: 채널이 있는 영상이 오류 없이 계산되었습니다. 색을 어떻게 합칠지는 정해 두지 않았으므로 추측하지 않고 거절해야 합니다. ndim을 확인하는지 보세요.
en: A picture with channels was computed without an error. How colours are to be merged is not
said, so it is refused and not guessed. See whether ndim is looked at.
"""


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim == 3:
        image = image.mean(axis=2)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

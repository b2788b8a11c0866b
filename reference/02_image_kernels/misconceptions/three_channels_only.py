"""A picture with channels is taken to have exactly three.

caught_by: test_channels
ko: 채널이 셋일 때만 맞습니다. 채널 수는 하나, 둘, 넷, 다섯일 수도 있습니다. 3이라고 적어 둔 곳이 있는지 보세요.
en: Right for three channels only; there may be one, two, four or five. See whether a 3 is
written somewhere.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    result = np.zeros((*image.shape[:2], 3), dtype=np.uint8)
    for c in range(min(image.shape[2], 3)):
        result[:, :, c] = to_picture(sums_of(image[:, :, c], kernel))
    return result

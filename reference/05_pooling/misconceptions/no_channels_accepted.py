"""A map with no channel at all is not refused.

caught_by: test_wrong_input_of_maximum, test_wrong_input_of_average, test_wrong_input_of_minimum
replaces: as_map
ko: 칸이나 채널이 하나도 없는 영상이 오류 없이 계산되었습니다. 빈 결과는 한참 뒤의 층에서야 문제를 일으킵니다. 축의 길이가 0인 경우를 모두 확인하는지 보세요.
en: An image without cells or channels was computed without an error. An empty result makes trouble only much later, in another layer. See whether every axis of length 0 is refused.
"""


def as_map(image):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3):
        raise ValueError(f"image of shape {values.shape}")
    return values


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3 or values.size == 0:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1))

"""The rank of the image is not checked.

caught_by: test_wrong_input_of_maximum, test_wrong_input_of_average, test_wrong_input_of_minimum, test_wrong_input_of_global_average
replaces: as_map
ko: 축의 수가 맞지 않는 영상이 오류 없이 계산되었습니다. 축이 네 개인 배치나 (H, W) 영상이 뜻하지 않은 축을 따라 요약됩니다. 함수마다 축이 몇 개인 영상을 받는지 설명에서 확인해 보세요.
en: An image of the wrong rank was computed without an error. A batch with four axes, or an (H, W) image, is then summarised along axes nobody meant. Check in the statement which ranks each function takes.
"""


def as_map(image):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim < 2 or values.size == 0:
        raise ValueError(f"image of shape {values.shape}")
    return values


def global_avg_pool2d(image):
    values = as_map(image)
    return values.mean(axis=(0, 1))

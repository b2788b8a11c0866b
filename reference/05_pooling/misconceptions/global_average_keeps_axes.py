"""Global average pooling keeps two axes of length one.

caught_by: test_global_average_of_three_channels, test_global_average_on_random_maps
ko: 값은 맞지만 결과의 shape이 (1, 1, C)입니다. 행과 열의 축은 길이 1로 남는 것이 아니라 사라져야 합니다. 설명의 결과 shape과 견주어 보세요.
en: The values are right but the shape is (1, 1, C). The axes of rows and columns should vanish, not stay with length one. Compare with the shape in the statement.
"""


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1), keepdims=True)

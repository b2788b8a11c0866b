"""Global average pooling averages over the rows only.

caught_by: test_global_average_of_three_channels, test_global_average_on_random_maps
ko: 행 방향으로만 평균해 열의 축이 그대로 남았습니다. 한 채널의 모든 칸이 숫자 하나로 모여야 합니다. 결과의 shape에 W가 남아 있는지 보세요.
en: You averaged along the rows only, so that the columns are still there. All cells of a channel should come together in one number. See whether W is left in the shape of your result.
"""


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=0)

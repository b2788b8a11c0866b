"""Global average pooling averages the channels too and gives one number.

caught_by: test_global_average_of_three_channels, test_global_average_on_random_maps
ko: 모든 채널을 합쳐 평균 하나만 구했습니다. 전역 평균 풀링은 공간(행과 열)만 줄이고 채널은 남깁니다. 평균을 구하는 축을 다시 확인해 보세요.
en: You averaged over all channels and got a single number. Global average pooling does away with rows and columns but keeps the channels. Check the axes of your average.
"""


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return np.asarray(values.mean())

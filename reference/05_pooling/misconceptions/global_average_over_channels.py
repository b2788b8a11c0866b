"""Global average pooling averages over the channels and keeps the map.

caught_by: test_global_average_of_three_channels, test_global_average_on_random_maps
ko: 채널을 평균해 (H, W) 지도를 남긴 결과와 같습니다. 남아야 하는 축과 사라져야 하는 축이 뒤바뀌었습니다. 결과에 숫자가 몇 개 있어야 하는지 먼저 생각해 보세요.
en: You averaged over the channels and kept an (H, W) map. The axes that stay and the axes that vanish are exchanged. Think first how many numbers the result should hold.
"""


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=2)

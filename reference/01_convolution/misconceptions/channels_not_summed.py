"""Every channel keeps a map of its own.

caught_by: test_worked_channels, test_random_channels
ko: 채널마다 특징 맵이 따로 남아 결과가 3차원이 되었습니다. 커널 하나는 채널 전체를 보고 특징 맵
한 장을 만듭니다. 그림 4-14에서 세 채널의 값이 마지막에 어떻게 되는지 보세요.
en: Each channel kept a map of its own, so the result has three axes. One kernel looks at all
channels and makes one feature map. See what becomes of the three values in figure 4-14.
"""


def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 3)
    maps = [conv2d(image[:, :, c], kernel[:, :, c], bias) for c in range(image.shape[2])]
    return np.stack(maps, axis=-1)

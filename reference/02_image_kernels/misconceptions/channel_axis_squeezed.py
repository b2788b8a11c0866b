"""An axis of length one is dropped.

caught_by: test_channels
ko: (H, W, 1) 영상의 결과에서 채널 축이 사라졌습니다. 길이가 1인 축도 모양의 일부입니다. squeeze나 [..., 0]을 쓰는 곳을 보세요.
en: The channel axis of an (H, W, 1) picture is gone. An axis of length 1 is part of the shape,
too. Look for squeeze or [..., 0].
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    if len(planes) == 1:
        return to_picture(planes[0])
    return to_picture(np.stack(planes, axis=2))

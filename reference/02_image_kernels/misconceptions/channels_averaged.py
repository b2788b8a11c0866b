"""The picture is turned grey first.

caught_by: test_worked_channels, test_channels
ko: 영상을 먼저 회색으로 만들고 계산했습니다. 채널 축이 사라지거나 세 채널이 똑같아집니다. (H, W, C)가 들어가면 같은 모양이 나와야 합니다.
en: The picture was made grey first, and the channel axis is gone. When (H, W, C) goes in, the
same shape must come out, each channel for itself.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    return to_picture(sums_of(image.mean(axis=2), kernel))

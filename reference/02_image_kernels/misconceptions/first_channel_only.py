"""Only the first channel is filtered; the others are copied.

caught_by: test_worked_channels, test_channels
ko: 첫 채널만 계산되고 나머지 채널은 원래 값입니다. 마지막 축의 번호를 하나씩 바꾸어 가며 같은 일을 하는지 보세요.
en: Only the first channel was computed; the others are the old ones. See whether the same is
done for every index of the last axis.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    result = image.copy()
    result[:, :, 0] = to_picture(sums_of(image[:, :, 0], kernel))
    return result

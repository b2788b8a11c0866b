"""The channels are added up and every channel gets the sum.

caught_by: test_worked_channels, test_channels
ko: 채널을 모두 더한 값이 모든 채널에 들어가 색이 사라졌습니다. 01의 conv2d_channels는 채널을 더하지만, 영상 필터는 채널마다 따로입니다. 빨강만 있는
영상을 넣어 보세요.
en: The channels were added up and each got the sum, so the colours are gone. conv2d_channels of
exercise 01 adds channels; a picture is filtered channel by channel. Try a picture that is only
red.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    total = sum(sums_of(image[:, :, c], kernel) for c in range(image.shape[2]))
    return to_picture(np.stack([total] * image.shape[2], axis=2))

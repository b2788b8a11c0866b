"""An axis of one channel is removed.

caught_by: test_random_channels
ko: 채널이 하나인 영상의 채널 축이 사라졌습니다. 길이가 1인 축도 축입니다. 입력의 축의 수와 결과의 축의 수를 견주어 보세요.
en: The channel axis of an image with one channel is gone. An axis of length 1 is an axis. Compare the number of axes before and after.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    result[top : top + height, left : left + width] = values
    return result[:, :, 0] if values.shape[2:] == (1,) else result  # wrong


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    rows = np.clip(np.arange(-top, values.shape[0] + bottom), 0, values.shape[0] - 1)
    columns = np.clip(np.arange(-left, values.shape[1] + right), 0, values.shape[1] - 1)
    result = values[rows][:, columns]
    return result[:, :, 0] if values.shape[2:] == (1,) else result  # wrong

"""The last two axes are padded, as if channels came first.

caught_by: test_zero_pad_channels, test_replicate_pad_channels, test_random_channels
ko: 채널이 맨 앞에 있는 것처럼 뒤의 두 축에 덧댔습니다. 이 과목의 영상은 (H, W, C)입니다. 첫째 축과 마지막 축이 각각 무엇인지 확인하세요.
en: The last two axes were padded, as if channels came first. Images here are (H, W, C). See what the first axis is and what the last.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(0, 0), (top, bottom), (left, right)]  # wrong for three axes
    return np.pad(values, widths[-values.ndim :])


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(0, 0), (top, bottom), (left, right)]  # wrong for three axes
    return np.pad(values, widths[-values.ndim :], mode="edge")

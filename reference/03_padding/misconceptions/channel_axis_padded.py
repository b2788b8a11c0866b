"""The channel axis is padded, too.

caught_by: test_zero_pad_channels, test_replicate_pad_channels, test_random_channels
ko: 채널의 수가 늘었습니다. 세 축 모두에 덧댄 것과 같습니다. 덧대기는 영상의 둘레, 곧 행과 열의 방향으로만 합니다.
en: The number of channels has grown: all three axes were padded. Padding goes round the image, along rows and columns only.
"""


def zero_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(top, bottom), (left, right), (top, bottom)]  # wrong for three axes
    return np.pad(values, widths[: values.ndim])


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(top, bottom), (left, right), (top, bottom)]  # wrong for three axes
    return np.pad(values, widths[: values.ndim], mode="edge")

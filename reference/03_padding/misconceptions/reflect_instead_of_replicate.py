"""The image is mirrored at its border cells (reflect).

caught_by: test_replicate_pad_worked, test_replicate_pad_channels, test_replicate_pad_random
ko: 덧댄 칸의 값이 거울에 비친 것처럼 영상의 안쪽에서 왔습니다(reflect). 복사 덧대기는 가장 가까운 칸 하나의 값을 계속 씁니다. 1 2 3의 왼쪽에 한 칸을 덧대면 무엇이어야 하는지 생각해 보세요.
en: The added cells mirror the inside of the image (reflect). Replicate padding keeps using the one nearest cell. Think what comes to the left of the row 1 2 3.
"""


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(top, bottom), (left, right), (0, 0)]
    return np.pad(values, widths[: values.ndim], mode="reflect")  # wrong

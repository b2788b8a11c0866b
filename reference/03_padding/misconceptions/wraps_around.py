"""The border comes from the opposite side of the image (wrap).

caught_by: test_replicate_pad_worked, test_replicate_pad_channels, test_replicate_pad_random
ko: 덧댄 칸의 값이 영상의 반대쪽 끝에서 왔습니다. 음수 첨자는 오류 없이 뒤에서부터 세므로 이렇게 되기 쉽습니다. 덧댄 칸에서 가장 가까운 칸이 어디인지 짚어 보세요.
en: The added cells come from the opposite end of the image. A negative index counts from the back without any error. Point at the cell nearest to an added one.
"""


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    rows = np.arange(-top, values.shape[0] + bottom) % values.shape[0]  # wrong
    columns = np.arange(-left, values.shape[1] + right) % values.shape[1]  # wrong
    return values[rows][:, columns]

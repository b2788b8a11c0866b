"""The image is mirrored together with its border cells (symmetric).

caught_by: test_replicate_pad_worked, test_replicate_pad_random, test_replicate_pad_uneven
ko: 한 칸을 덧대면 맞지만, 두 칸부터는 거울에 비친 것처럼 영상의 안쪽 값이 나옵니다(symmetric). 복사 덧대기에서 바깥쪽 칸과 안쪽 칸의 값이 어떤 관계인지 보세요.
en: One added cell is right, but from the second on yours mirror the inside of the image (symmetric). See how the outer cells relate to the inner ones in replicate padding.
"""


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    widths = [(top, bottom), (left, right), (0, 0)]
    return np.pad(values, widths[: values.ndim], mode="symmetric")  # wrong

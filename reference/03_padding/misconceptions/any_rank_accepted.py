"""Arrays of other ranks are padded along all their axes.

caught_by: test_wrong_images
ko: 축이 하나이거나 넷인 배열에서도 결과가 나왔습니다. 영상은 (H, W)나 (H, W, C)뿐입니다. 축의 수를 먼저 확인하세요.
en: An array with one axis or four was padded. Images are (H, W) or (H, W, C) and nothing else. Look at the number of axes first.
"""


def zero_pad(image, pad):
    values = np.atleast_2d(np.asarray(image, dtype=np.float64))  # wrong: any rank is taken
    if values.size == 0:
        raise ValueError(f"an array of shape {values.shape}")
    top, bottom, left, right = four_sides(pad)
    widths = [(top, bottom), (left, right)] + [(0, 0)] * values.ndim
    return np.pad(values, widths[: values.ndim])

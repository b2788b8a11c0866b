"""A padded array is kept for each shape and used again.

caught_by: test_repeated_calls
ko: 앞서 부른 영상의 결과가 다시 나왔습니다. shape이 같다고 같은 영상은 아닙니다. 함수 밖에 무엇을 남겨 두는지 보세요.
en: The result of an earlier image came back. Images of one shape are not one image. Look at what is kept outside the function.
"""

_made = {}


def replicate_pad(image, pad):
    values = as_floats(image, (2, 3))
    top, bottom, left, right = four_sides(pad)
    key = (values.shape, top, bottom, left, right)
    if key not in _made:  # wrong: another image of that shape is another image
        rows = np.clip(np.arange(-top, values.shape[0] + bottom), 0, values.shape[0] - 1)
        columns = np.clip(np.arange(-left, values.shape[1] + right), 0, values.shape[1] - 1)
        _made[key] = values[rows][:, columns]
    return _made[key].copy()

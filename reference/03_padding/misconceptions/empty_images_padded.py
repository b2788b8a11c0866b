"""An empty image is padded like any other.

caught_by: test_wrong_images
ko: 빈 영상을 덧댄 결과가 나왔습니다. 덧대고 나면 더는 비어 있지 않으므로 나중에는 알 수 없습니다. 계산하기 전에 영상의 크기를 확인하세요.
en: An empty image was padded. Once padded it is no longer empty, so it cannot be noticed later. Look at the size of the image before you compute.
"""


def zero_pad(image, pad):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3):  # wrong: emptiness is not looked at
        raise ValueError(f"an array of shape {values.shape}")
    top, bottom, left, right = four_sides(pad)
    height, width = values.shape[:2]
    result = np.zeros((top + height + bottom, left + width + right, *values.shape[2:]))
    result[top : top + height, left : left + width] = values
    return result

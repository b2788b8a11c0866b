"""Images of other types than uint8 are accepted.

caught_by: test_wrong_input, test_wrong_pictures
replaces: check
ko: uint8이 아닌 영상이 오류 없이 계산되었습니다. 0~1인 실수 영상이라면 거의 검은 그림이 나옵니다. 영상의 dtype을 확인하는지 보세요.
en: A picture that is not uint8 was computed without an error; one with floats from 0 to 1 would
come out all but black. See whether the dtype is looked at.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel

"""Any integer type is accepted as if it were uint8.

caught_by: test_wrong_pictures
replaces: check
ko: uint8이 아닌 정수 영상이 받아들여졌습니다. int16이나 int64에는 음수와 255보다 큰 값이 있을 수 있습니다. 정수인지가 아니라 uint8인지를
확인하세요.
en: An integer picture that is not uint8 was accepted. Types such as int16 or int64 may hold
negative values and values beyond 255. Ask for uint8, not for some integer.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if not np.issubdtype(image.dtype, np.integer):
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel

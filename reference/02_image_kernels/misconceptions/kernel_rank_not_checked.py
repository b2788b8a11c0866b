"""Kernels of any rank are accepted.

caught_by: test_wrong_kernels
replaces: check
ko: 2차원이 아닌 커널이 오류 없이 쓰였습니다. 1차원 커널을 한 줄로 보거나 3차원 커널의 첫 장을 쓰는 것은 추측입니다. 커널의 ndim을 확인하는지 보세요.
en: A kernel that does not have two axes was used without an error. Taking a 1-D kernel for a
row, or the first sheet of a 3-D one, is a guess. See whether its ndim is looked at.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim == 1:
        kernel = kernel[np.newaxis]
    while kernel.ndim > 2:
        kernel = kernel[..., 0]
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel

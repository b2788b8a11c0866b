"""Only the kernel's height is checked for being odd.

caught_by: test_wrong_kernels
replaces: check
ko: 커널의 너비가 짝수인데도 오류가 나지 않았습니다. 3×2 커널에도 가운데가 없습니다. 어느 변을 확인하는지 보세요.
en: A kernel of even width was accepted: a 3×2 kernel has no middle either. See which of the two
sides you look at.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel

"""A kernel larger than the picture is refused.

caught_by: test_worked_border, test_border_of_large_kernels
replaces: check
ko: 영상보다 큰 커널에서 오류가 났습니다. 덧댄 다음에는 어떤 홀수 크기의 커널도 놓일 수 있어서, 1×1 영상도 3×3 커널로 계산됩니다. 크기를 확인하는 줄이
필요한지 보세요.
en: A kernel larger than the picture was refused. After padding a kernel of any odd size has its
place, and even a 1×1 picture can be filtered. See whether that test of the size is needed.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("the kernel is larger than the image")
    return image, kernel

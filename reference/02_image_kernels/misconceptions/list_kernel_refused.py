"""The kernel must be an array; a list is refused.

caught_by: test_kernel_types
replaces: check
ko: 리스트로 준 커널에서 오류가 났습니다. 강의의 커널도 중첩 리스트로 적을 수 있으므로 함수는 둘 다 받아야 합니다. shape를 묻기 전에 무엇을 해야 하는지
보세요.
en: A kernel given as a list was refused. The lecture's kernels may be nested lists, so the
function has to take both. See what has to happen before you ask for a shape.
"""


def check(image, kernel):
    if not isinstance(kernel, np.ndarray):
        raise TypeError("kernel must be an array")
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel

"""Kernels with an even side are accepted.

caught_by: test_wrong_input, test_wrong_kernels
replaces: check
ko: 짝수 크기의 커널이 오류 없이 계산되었습니다. 한 변이 짝수이면 가운데 칸이 없어서 영상이 반 칸 밀립니다. 두 변을 모두 확인하는지 보세요.
en: A kernel with an even side was used without an error. It has no middle, and the picture
moves by half a pixel. See whether both sides are looked at.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    return image, kernel

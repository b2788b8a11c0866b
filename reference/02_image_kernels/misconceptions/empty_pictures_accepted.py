"""An empty picture gives an empty picture.

caught_by: test_wrong_pictures, test_wrong_edges
replaces: check
ko: 빈 영상에서 오류 대신 빈 결과가 나왔습니다. 거를 화소가 없으면 대개 앞에서 무엇인가 잘못된 것입니다. 길이가 0인 축이 있는지 확인하세요.
en: An empty picture gave an empty result instead of an error. Where there is no pixel,
something went wrong before. See whether any axis has length 0.
"""


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3):
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.size == 0:
        return image.copy()
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2:
        raise ValueError("image must be (H, W)")
    if image.size == 0:
        return np.zeros(image.shape)
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

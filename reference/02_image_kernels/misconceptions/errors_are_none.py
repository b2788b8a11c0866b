"""Wrong input gives None instead of an error.

caught_by: test_wrong_input, test_wrong_pictures, test_wrong_kernels, test_wrong_edges
ko: 맞지 않는 입력에 오류 대신 None이 나왔습니다. 오류를 출력하거나 삼키면 부른 쪽은 잘못을 알 수 없습니다. raise를 쓰는지 보세요.
en: Wrong input gave None instead of an error. When an error is printed or swallowed, the caller
never learns of it. See whether you raise it.
"""


def apply_kernel(image, kernel):
    try:
        return filtered(image, kernel)
    except ValueError:
        return None


def filtered(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        return None
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

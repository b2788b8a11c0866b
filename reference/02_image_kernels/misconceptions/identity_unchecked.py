"""A kernel that changes nothing skips the checks, too.

caught_by: test_wrong_pictures
ko: 영상을 바꾸지 않는 커널이면 확인도 하지 않고 영상을 복사해 돌려줍니다. 계산은 건너뛰어도 되지만 잘못된
영상은 그때도 ValueError입니다. 확인하는 줄과 돌아가는(return) 줄의 순서를 보세요.
en: With a kernel that changes nothing, any image is copied without a check. The work may be skipped; a
wrong image is a ValueError all the same. Look at the order of the lines that check and return.
"""


def apply_kernel(image, kernel):
    weights = np.asarray(kernel, dtype=float)
    if weights.ndim == 2 and weights.size and weights.size % 2:
        middle = weights[weights.shape[0] // 2, weights.shape[1] // 2]
        if middle == 1 and np.count_nonzero(weights) == 1:
            return np.array(image)
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))

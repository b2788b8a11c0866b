"""Pixels at the border stay 0.

caught_by: test_worked_border, test_border_of_3x3, test_border_of_large_kernels
ko: 가장자리 화소가 모두 0입니다. 결과를 담을 배열을 0으로 만들어 놓고 안쪽만 채웠습니다. 덧댄 영상에서는 반복문이 어디까지 가야 하는지 보세요.
en: All pixels at the border are 0: the result began as zeros and only its inside was filled.
How far should the loops go on the padded picture?
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    result = np.zeros_like(image)
    top, left = kernel.shape[0] // 2, kernel.shape[1] // 2
    inner = np.s_[top : image.shape[0] - top, left : image.shape[1] - left]
    if image.ndim == 2:
        result[inner] = to_picture(sums_of(image, kernel))[inner]
        return result
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    result[inner] = to_picture(np.stack(planes, axis=2))[inner]
    return result

"""Pixels at the border are not filtered but copied from the old picture.

caught_by: test_worked_border, test_border_of_3x3, test_border_of_large_kernels
ko: 가장자리 화소는 계산되지 않고 원래 값 그대로입니다. 덧대기를 하면 가장자리 화소에도 이웃이 생기므로 모든 화소를 계산할 수 있습니다. 반복문이 어디서 시작해 어디서
끝나는지 보세요.
en: The pixels at the border were not computed: they are the old ones. With padding they have
all their neighbours and can be computed like any other. See where your loops begin and end.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    result = image.copy()
    top, left = kernel.shape[0] // 2, kernel.shape[1] // 2
    inner = np.s_[top : image.shape[0] - top, left : image.shape[1] - left]
    if image.ndim == 2:
        result[inner] = to_picture(sums_of(image, kernel))[inner]
        return result
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    result[inner] = to_picture(np.stack(planes, axis=2))[inner]
    return result

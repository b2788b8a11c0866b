"""The result is divided by the sum of the kernel.

caught_by: test_worked_border, test_inner_pixels, test_worked_rounding
costs: 43 %, because no value of apply_kernel is right but by chance
ko: 합을 커널 값의 합으로 나누었습니다. 그러면 BRIGHTEN과 DARKEN이 아무 일도 하지 않습니다. 커널은 주어진 그대로 쓰는지 보세요. BLUR의 합은
1.01입니다.
en: The sums were divided by the sum of the kernel. BRIGHTEN and DARKEN then do nothing at all.
See whether you use the kernel as it is given; BLUR adds up to 1.01.
"""


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if np.sum(kernel) != 0:
        kernel = kernel / np.sum(kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))

"""uint8 picture and uint8 kernel are multiplied as they are.

caught_by: test_kernel_types
replaces: sums_of
ko: uint8 커널에서 곱이 255를 넘어 0부터 다시 셌습니다. 곱셈은 인수들의 자료형으로 이루어지므로, 나중에 자르거나 바꾸면 이미 늦습니다. 언제 float64로
바꾸는지 보세요.
en: With a uint8 kernel the products ran past 255 and began again from 0. A product has the type
of its inputs, and clipping afterwards is too late. See when you turn to float64.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane, kernel = np.asarray(plane), np.asarray(kernel)
    if kernel.dtype != np.uint8:  # whatever the kernel's type is decides
        plane = plane.astype(np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

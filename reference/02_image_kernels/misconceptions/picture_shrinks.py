"""Nothing is padded, so the picture gets smaller.

caught_by: test_worked_blur, test_worked_border, test_inner_pixels, test_inner_edges
costs: 58 %, because no result of either function has the right shape
replaces: sums_of
ko: 결과가 입력보다 작습니다. 덧대지 않은 'valid' 방식입니다. 이 과제의 결과는 언제나 입력과 같은 크기입니다. 커널 크기에 따라 몇 칸이 모자라는지 세어
보세요.
en: The result is smaller than the picture: nothing was padded ('valid'). Here it always keeps
the size. Count how many cells are missing for each size of kernel.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = plane
    rows, columns = max(rows - kh + 1, 0), max(columns - kw + 1, 0)
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

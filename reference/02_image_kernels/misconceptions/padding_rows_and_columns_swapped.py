"""The kernel's height pads the columns, its width the rows.

caught_by: test_worked_border, test_inner_pixels, test_border_of_large_kernels
replaces: sums_of
ko: 정사각형 커널에서만 맞습니다. 세로로 덧대는 칸 수를 커널의 너비에서, 가로로 덧대는 칸 수를 높이에서 얻었습니다. 1×5 커널로 덧댄 영상의 모양을 출력해 보세요.
en: Right for square kernels only: the rows added come from the kernel's width, the columns from
its height. Print the shape of the padded picture for a 1×5 kernel.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kw // 2, kw // 2), (kh // 2, kh // 2)), mode="edge")
    rows, columns = max(padded.shape[0] - kh + 1, 0), max(padded.shape[1] - kw + 1, 0)
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

"""Rows and columns of the kernel are exchanged.

caught_by: test_inner_pixels, test_worked_border, test_channels
replaces: sums_of
ko: 커널의 행과 열이 바뀌었습니다. 대칭인 커널에서는 차이가 보이지 않지만 1×3 커널에서는 이웃이 위아래가 됩니다. 커널의 첫 번째 첨자가 어느 방향인지 보세요.
en: Rows and columns of the kernel are exchanged. Symmetric kernels hide it; with a 1×3 kernel
the neighbours come from above and below. See which direction the kernel's first index has.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64).T
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

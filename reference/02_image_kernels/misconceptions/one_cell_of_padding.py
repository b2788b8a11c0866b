"""One cell is padded, whatever the kernel's size.

caught_by: test_inner_pixels, test_border_of_large_kernels
replaces: sums_of
ko: 커널이 3×3일 때만 맞습니다. 덧댄 칸이 언제나 하나여서 다른 크기에서는 결과의 크기가 달라집니다. 커널의 가운데에서 끝까지 몇 칸인지 크기마다 세어 보세요.
en: Right for 3×3 only: one cell is always added, and with other kernels the size changes.
Count, for each size, how many cells lie between the kernel's middle and its end.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, 1, mode="edge")
    rows, columns = max(rows + 3 - kh, 0), max(columns + 3 - kw, 0)
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

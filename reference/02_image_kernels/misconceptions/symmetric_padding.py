"""The picture is mirrored at its border, border pixel included.

caught_by: test_border_of_large_kernels
replaces: sums_of
ko: 3×3에서는 맞지만 큰 커널에서는 가장자리가 어긋납니다. 두 번째로 덧댄 칸에 가장자리 값이 아니라 한 칸 안쪽 값이 있습니다(symmetric). 5칸짜리 커널로
한 줄을 계산해 보세요.
en: Right with 3×3, wrong at the border with larger kernels: the second added cell holds the
value one step inside, not that of the border (symmetric). Work out one row with a kernel of
five cells.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="symmetric")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

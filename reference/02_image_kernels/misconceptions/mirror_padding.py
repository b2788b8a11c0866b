"""The picture is mirrored at its border, without the border pixel.

caught_by: test_border_of_3x3, test_border_of_large_kernels, test_edges_at_the_border,
test_worked_border
replaces: sums_of
ko: 가장자리 바깥에 안쪽 화소가 거울처럼 비쳐 있습니다(reflect). 덧댄 첫 칸부터 값이 다릅니다. [[10, 20, 30]]의 왼쪽에 무엇이 와야 하는지 보세요.
en: Beyond the border the picture is seen as in a mirror (reflect), so that already the first
added cell differs. See what must stand to the left of [[10, 20, 30]].
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="reflect")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

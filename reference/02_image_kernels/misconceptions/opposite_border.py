"""Beyond the border the picture begins again from the other side.

caught_by: test_worked_border, test_border_of_3x3, test_border_of_large_kernels,
test_edges_at_the_border
replaces: sums_of
ko: 가장자리 바깥에 반대쪽 가장자리의 값이 있습니다(np.roll이나 wrap). 왼쪽 끝의 이웃이 오른쪽 끝 화소가 되었습니다. 첫 열의 화소가 무엇을 더하는지
보세요.
en: Beyond the border the picture begins again from the other side (np.roll, or wrap): the left
end has the right end for a neighbour. See what a pixel of the first column adds up.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="wrap")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
    return sums

"""Every product is rounded before it is added.

caught_by: test_rounding
replaces: sums_of
ko: 곱을 하나하나 반올림한 뒤 더했습니다. 작은 소수가 아홉 번 사라지거나 커져서 합이 여러 단계 어긋납니다. 반올림이 몇 번 일어나는지 세어 보세요.
en: Every product was rounded before it was added. Small fractions are lost, or grow, nine times
and the sum ends up several levels off. Count how often you round.
"""


def sums_of(plane, kernel):
    """(H, W) -> (H, W): slide, multiply, add over the padded plane."""
    plane = np.asarray(plane, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    rows, columns = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)), mode="edge")
    sums = np.zeros((rows, columns))
    for j in range(rows):
        for i in range(columns):
            sums[j, i] = np.sum(np.rint(padded[j : j + kh, i : i + kw] * kernel))
    return sums


def exact_sums(plane, kernel):
    """The same for the edges, where nothing is rounded."""
    rows, columns = plane.shape
    padded = np.pad(plane.astype(np.float64), 1, mode="edge")
    sums = np.zeros((rows, columns))
    for y in range(3):
        for x in range(3):
            sums += kernel[y][x] * padded[y : y + rows, x : x + columns]
    return sums


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = exact_sums(image, VERTICAL_EDGES)
    gy = exact_sums(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

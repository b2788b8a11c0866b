"""Every product is clipped before it is added.

caught_by: test_worked_clipping, test_clipping
replaces: sums_of
ko: 곱 하나하나를 0과 255 사이로 자른 뒤 더했습니다. 그러면 음수인 칸이 아무 일도 하지 않습니다. 무엇을 자르라고 했는지 설명을 다시 읽어 보세요.
en: Every product was clipped to 0 ... 255 before it was added, so that the negative cells of
the kernel do nothing. Read again what it is that is clipped.
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
            products = padded[j : j + kh, i : i + kw] * kernel
            sums[j, i] = np.sum(np.clip(products, 0, 255))
    return sums


def exact_sums(plane, kernel):
    """The same for the edges, where nothing is clipped."""
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

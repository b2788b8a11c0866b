"""The result is divided by the number of the kernel's cells.

caught_by: test_worked_blur, test_worked_border, test_inner_pixels, test_worked_channels
costs: 45 %, because no value of apply_kernel is right but by chance
replaces: sums_of
ko: 합을 커널의 칸 수로 나누었습니다. 평균을 내고 싶다면 그 나눗셈은 이미 커널 값 안에 있습니다. 마지막에 나누는 줄을 보세요.
en: The sums were divided by the number of cells. Where an average is wanted, that division is
already in the kernel's values. Look at your last division.
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
            sums[j, i] = np.mean(padded[j : j + kh, i : i + kw] * kernel)
    return sums


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES) * 9
    gy = sums_of(image, HORIZONTAL_EDGES) * 9
    return np.sqrt(gx**2 + gy**2)

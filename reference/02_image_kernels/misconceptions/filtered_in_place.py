"""Results are written into the picture that is still being read.

caught_by: test_worked_blur, test_inner_pixels, test_border_of_3x3
costs: 40 %, because no value of apply_kernel is right but by chance
replaces: sums_of
ko: 결과를 읽고 있는 영상 위에 바로 적어서, 다음 화소가 이미 바뀐 이웃을 보았습니다. 첫 화소는 맞고 뒤로 갈수록 어긋납니다. 어느 배열에서 읽고 어느 배열에 적는지
보세요.
en: Each result was written into the picture being read, so the next pixel saw neighbours that
had changed. The first pixel is right, later ones go astray. From which array do you read, into
which do you write?
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
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel)
            padded[j + kh // 2, i + kw // 2] = min(max(round(sums[j, i]), 0), 255)
    return sums


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    padded = np.pad(image.astype(np.float64), 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    gx = np.sum(windows * np.array(VERTICAL_EDGES), axis=(2, 3))
    gy = np.sum(windows * np.array(HORIZONTAL_EDGES), axis=(2, 3))
    return np.sqrt(gx**2 + gy**2)

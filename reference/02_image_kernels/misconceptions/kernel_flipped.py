"""The kernel is flipped before sliding, as in signal processing.

caught_by: test_inner_pixels, test_worked_channels, test_channels
replaces: sums_of
ko: 커널을 위아래, 좌우로 뒤집은 결과입니다(신호 처리의 합성곱). 대칭인 커널에서는 차이가 보이지 않습니다. [[0, 0, 1]]로 영상이 어느 쪽으로 움직이는지
보세요.
en: Your values are those of a flipped kernel (signal processing's convolution); with symmetric
kernels nobody sees it. Look which way [[0, 0, 1]] moves the picture.
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
            sums[j, i] = np.sum(padded[j : j + kh, i : i + kw] * kernel[::-1, ::-1])
    return sums

"""The picture is stretched so that it fills 0 ... 255.

caught_by: test_worked_border, test_inner_pixels, test_clipping
ko: 영상 전체가 0에서 255까지 차도록 늘어났습니다. 화소의 값이 다른 화소들에 따라 달라지면 같은 커널이라도 영상마다 다른 일을 하게 됩니다. 합을 범위 안에 넣는
방법을 설명에서 다시 읽어 보세요.
en: The whole picture was stretched to fill 0 ... 255. When a pixel's value depends on all the
others, one kernel does something else to each picture. Read again how a sum is brought into
range.
"""

import numpy as np

BLUR = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
BRIGHTEN = [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
DARKEN = [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
IDENTITY = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
VERTICAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]


def check(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError("image must be (H, W) or (H, W, C)")
    if kernel.ndim != 2:
        raise ValueError("kernel must be (kh, kw)")
    if kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("the sides of the kernel must be odd")
    return image, kernel


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
    return sums


def to_picture(sums):
    low, high = sums.min(), sums.max()
    if high > low:
        sums = (sums - low) / (high - low) * 255
    return np.clip(np.rint(sums), 0, 255).astype(np.uint8)


def apply_kernel(image, kernel):
    image, kernel = check(image, kernel)
    if image.ndim == 2:
        return to_picture(sums_of(image, kernel))
    planes = [sums_of(image[:, :, c], kernel) for c in range(image.shape[2])]
    return to_picture(np.stack(planes, axis=2))


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("image must be (H, W)")
    gx = sums_of(image, VERTICAL_EDGES)
    gy = sums_of(image, HORIZONTAL_EDGES)
    return np.sqrt(gx**2 + gy**2)

"""The edge constants are the kernels of ones, without the 2 in the middle.

caught_by: test_edge_kernels, test_worked_edges, test_inner_edges
ko: 모서리를 찾은 두 커널의 가운데 줄에 2 대신 1이 있습니다. 다른 강의의 선 커널이며, 이 문제의 커널은 가운데 줄에 무게를 더 둡니다. 설명의 표와 한 칸씩
견주어 보세요.
en: The middle line of the two edge kernels in use holds 1 instead of 2: those are the other
lecture's line kernels. The kernels of this exercise give that line more weight; compare cell by
cell.
"""

import numpy as np

BLUR = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
BRIGHTEN = [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
DARKEN = [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
IDENTITY = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
VERTICAL_EDGES = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]


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

"""A right solution. Each wrong idea beside it changes what it needs to and shares the rest."""

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

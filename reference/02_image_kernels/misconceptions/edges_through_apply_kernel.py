"""The two maps come from apply_kernel, which clips them.

caught_by: test_worked_edges, test_edge_properties
ko: gx와 gy를 apply_kernel로 구해서 음수가 0이 되고 255를 넘는 값이 잘렸습니다. 밝은 쪽에서 어두운 쪽으로 가는 모서리만 남습니다. 자르기 전의 합이
필요합니다.
en: gx and gy came from apply_kernel, so negative values became 0 and large ones 255; only the
edges from bright to dark are left. The sums before clipping are needed.
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
    picture = np.clip(np.rint(image), 0, 255).astype(np.uint8)
    gx = apply_kernel(picture, VERTICAL_EDGES).astype(np.float64)
    gy = apply_kernel(picture, HORIZONTAL_EDGES).astype(np.float64)
    return np.sqrt(gx**2 + gy**2)

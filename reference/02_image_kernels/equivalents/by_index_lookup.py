"""One shifted copy of the picture for each cell of the kernel, `np.take` standing in for padding."""

import numpy as np

BLUR = np.matmul([[1], [2], [1]], [[1, 2, 1]]) / 16  # not yet the lecture's: see below
BLUR = np.round(BLUR, 2)  # hundredths
BLUR[BLUR == 0.12] = 0.13
SHARPEN = np.array("0 -1 0 -1 5 -1 0 -1 0".split(), dtype=float).reshape(3, 3)
IDENTITY = np.pad([[1]], 1)
BRIGHTEN, DARKEN = IDENTITY * 1.5, IDENTITY * 0.5
HORIZONTAL_EDGES = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])
VERTICAL_EDGES = np.transpose(HORIZONTAL_EDGES)


def shifted(image, down, right):
    """Pixel (j + down, i + right) at (j, i), or the nearest there is."""
    rows = np.arange(image.shape[0]) + down
    columns = np.arange(image.shape[1]) + right
    return image.take(rows, axis=0, mode="clip").take(columns, axis=1, mode="clip")


def total(image, kernel):
    middle = np.array(kernel.shape) // 2
    return sum(
        float(weight) * shifted(image, *(np.array(at) - middle))
        for at, weight in np.ndenumerate(kernel)
    )


def apply_kernel(image, kernel):
    kernel = np.array(kernel, dtype="f8")
    if kernel.ndim != 2:
        raise ValueError("커널은 2차원")
    if 0 in np.remainder(kernel.shape, 2):
        raise ValueError("커널의 변은 홀수")
    if np.ndim(image) not in (2, 3) or np.size(image) < 1:
        raise ValueError("영상은 2차원이나 3차원")
    if np.asarray(image).dtype != np.uint8:
        raise ValueError("영상은 uint8")
    sums = total(np.asarray(image, dtype="f8"), kernel)
    out = np.empty(sums.shape, dtype=np.uint8)
    # Python's own round: an exact half goes to the even side.
    out.flat = [min(255, max(0, round(value))) for value in sums.ravel().tolist()]
    return out


def edge_magnitude(image):
    if np.ndim(image) != 2 or np.size(image) < 1:
        raise ValueError("영상은 2차원")
    image = np.array(image, dtype="f8")
    return (total(image, VERTICAL_EDGES) ** 2 + total(image, HORIZONTAL_EDGES) ** 2) ** 0.5

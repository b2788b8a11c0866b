"""Filtering pictures by hand: seven kernels, sliding them, and what they find."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

# 3×3 커널 일곱 개: 중첩된 리스트나 배열. Seven 3×3 kernels: nested lists or arrays.
# BEGIN SOLUTION values
BLUR = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
BRIGHTEN = [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
DARKEN = [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
IDENTITY = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
VERTICAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
# END SOLUTION


# BEGIN SOLUTION helper
def checked_kernel(kernel: ArrayLike) -> Floats:
    """`kernel` as float64 (kh, kw); ValueError when a side is even: it would have no middle."""
    weights = np.asarray(kernel, dtype=np.float64)
    if weights.ndim != 2:
        raise ValueError(f"kernel must have 2 axes, but its shape is {weights.shape}")
    if weights.shape[0] % 2 == 0 or weights.shape[1] % 2 == 0:
        raise ValueError(f"the sides of a kernel must be odd, but its shape is {weights.shape}")
    return weights


def checked_picture(image: ArrayLike) -> Bytes:
    """`image` as a picture, grey or with channels; ValueError for anything else."""
    picture = np.asarray(image)
    if picture.dtype != np.uint8:
        raise ValueError(f"image must be uint8, but its dtype is {picture.dtype}")
    if picture.ndim not in (2, 3) or picture.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C), but its shape is {picture.shape}")
    return picture


def weighted_sums(plane: Floats, kernel: Floats) -> Floats:
    """The sums of products around every pixel of one plane: (H, W) stays (H, W).

    Replicate ("copy") padding, figure 4-7 b: beyond the border stands the nearest pixel's value.
    """
    height, width = plane.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2
    padded = np.pad(plane, ((top, top), (left, left)), mode="edge")

    sums = np.zeros((height, width))
    for y in range(kh):
        for x in range(kw):
            # eq. 4.11 for all pixels at once: the picture, shifted, times one cell of the kernel
            sums += kernel[y, x] * padded[y : y + height, x : x + width]
    return sums


def filtered_sums(picture: NDArray[np.generic], kernel: Floats) -> Floats:
    """The same for every channel on its own: (H, W) or (H, W, C) stays as it is."""
    values = picture.astype(np.float64)  # before any product: uint8 ends at 255
    if values.ndim == 2:
        return weighted_sums(values, kernel)
    channels = [weighted_sums(values[:, :, c], kernel) for c in range(values.shape[2])]
    return np.stack(channels, axis=-1)


# END SOLUTION


def apply_kernel(image: ArrayLike, kernel: ArrayLike) -> Bytes:
    """Filter a picture; the result is a picture of the same size again.

    영상에 커널을 적용해 크기가 같은 영상을 만듭니다.

    `image` is uint8 (H, W) or (H, W, C), `kernel` (kh, kw) with odd sides; the result is uint8 and
    has the image's shape: replicate padding, each channel on its own, rounded to the nearest
    integer, clipped to 0 ... 255. ValueError: another dtype, rank or an empty image; a kernel of
    another rank or with an even side.
    """
    # BEGIN SOLUTION
    weights = checked_kernel(kernel)  # (kh, kw)
    sums = filtered_sums(checked_picture(image), weights)  # like image, but any real number
    return np.clip(np.rint(sums), 0, 255).astype(np.uint8)  # clip first: uint8 would wrap around
    # END SOLUTION


def edge_magnitude(image: ArrayLike) -> Floats:
    """How strong the edge is at every pixel, whatever its direction.

    화소마다 모서리의 세기를 구합니다. 방향은 묻지 않습니다.

    `image` is (H, W) of any real dtype; the result is float64 (H, W): sqrt(gx² + gy²), where gx
    and gy are the sums with VERTICAL_EDGES and HORIZONTAL_EDGES, replicate padding, neither
    rounded nor clipped. ValueError: another rank, an empty image.
    """
    # BEGIN SOLUTION
    plane = np.asarray(image, dtype=np.float64)
    if plane.ndim != 2 or plane.size == 0:
        raise ValueError(f"image must be (H, W), but its shape is {plane.shape}")

    gx = weighted_sums(plane, checked_kernel(VERTICAL_EDGES))  # changes from left to right
    gy = weighted_sums(plane, checked_kernel(HORIZONTAL_EDGES))  # changes from top to bottom
    return np.sqrt(gx**2 + gy**2)
    # END SOLUTION

"""All windows at once: `sliding_window_view` and `einsum`, halves rounded up."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

POINT = np.zeros((3, 3))
POINT[1, 1] = 1.0

BLUR = np.array([[6, 13, 6], [13, 25, 13], [6, 13, 6]]) / 100
SHARPEN = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
BRIGHTEN, DARKEN, IDENTITY = 1.5 * POINT, 0.5 * POINT, POINT
VERTICAL_EDGES = np.outer([1, 2, 1], [1, 0, -1])
HORIZONTAL_EDGES = VERTICAL_EDGES.T


def correlate(image, kernel):
    """(H, W, ...) with (kh, kw) -> (H, W, ...)"""
    ky, kx = np.array(kernel.shape) // 2
    pads = [(ky, ky), (kx, kx)] + [(0, 0)] * (image.ndim - 2)
    padded = np.pad(image.astype(float), pads, "edge")
    windows = sliding_window_view(padded, kernel.shape, axis=(0, 1))  # (H, W, ..., kh, kw)
    return np.einsum("...yx,yx->...", windows, kernel)


def apply_kernel(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel, dtype=float)
    if image.dtype != np.dtype("uint8") or image.ndim not in {2, 3} or not image.size:
        raise ValueError(f"not a picture: {image.dtype} {image.shape}")
    if kernel.ndim != 2 or not all(side % 2 for side in kernel.shape):
        raise ValueError(f"not a kernel of odd sides: {kernel.shape}")
    return np.floor(correlate(image, kernel) + 0.5).clip(0, 255).astype("uint8")


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or not image.size:
        raise ValueError(f"not a grey picture: {image.shape}")
    return np.hypot(correlate(image, VERTICAL_EDGES), correlate(image, HORIZONTAL_EDGES))

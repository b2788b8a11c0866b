"""im2col: the neighbourhood of every pixel is a row of a matrix; one product does the rest."""

import numpy as np

BLUR = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]], dtype=np.float32)
SHARPEN = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], dtype=np.int8)
BRIGHTEN = np.diag([0, 1.5, 0])
DARKEN = np.diag([0, 0.5, 0])
IDENTITY = np.diag([0, 1, 0])
VERTICAL_EDGES = ((1, 0, -1), (2, 0, -2), (1, 0, -1))
HORIZONTAL_EDGES = ((1, 2, 1), (0, 0, 0), (-1, -2, -1))


def neighbourhoods(image, kh, kw):
    """(H, W, C) -> (C * H * W, kh * kw), the index of the nearest pixel where there is none."""
    height, width, channels = image.shape
    j = np.arange(height)[:, None] + np.arange(kh)[None, :] - kh // 2  # (H, kh)
    i = np.arange(width)[:, None] + np.arange(kw)[None, :] - kw // 2  # (W, kw)
    j = j.clip(0, height - 1)[:, None, :, None]
    i = i.clip(0, width - 1)[None, :, None, :]
    return np.concatenate([image[j, i, c].reshape(-1, kh * kw) for c in range(channels)])


def weighted(image, kernel):
    height, width, channels = image.shape
    rows = neighbourhoods(image.astype(np.float64), *kernel.shape)
    sums = rows @ kernel.astype(np.float64).ravel()
    return sums.reshape(channels, height, width).transpose(1, 2, 0)


def apply_kernel(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if image.dtype != np.uint8:
        raise ValueError("image must be uint8")
    if image.ndim not in (2, 3) or 0 in image.shape:
        raise ValueError("image must be 2-D or 3-D")
    if kernel.ndim != 2 or kernel.shape[0] % 2 == 0 or kernel.shape[1] % 2 == 0:
        raise ValueError("kernel must have odd sides")

    # A grey image is an image with one channel.
    sums = weighted(image.reshape(image.shape[0], image.shape[1], -1), kernel)
    sums = np.where(sums < 0, 0, np.where(sums > 255, 255, sums))
    return np.around(sums).astype(np.uint8).reshape(image.shape)


def edge_magnitude(image):
    image = np.asarray(image)
    if image.ndim != 2 or 0 in image.shape:
        raise ValueError("image must be 2-D")
    gx = weighted(image[..., None], np.array(VERTICAL_EDGES))
    gy = weighted(image[..., None], np.array(HORIZONTAL_EDGES))
    return np.linalg.norm(np.concatenate([gx, gy], axis=2), axis=2)

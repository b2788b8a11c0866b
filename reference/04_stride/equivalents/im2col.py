"""im2col: the index of every cell of every patch, gathered into a matrix; one product."""

import numpy as np


def pad_amount(n, k, s, padding):
    if padding == "same":
        total = k - s if n % s == 0 else k - n % s  # the other form of TensorFlow's rule
        total = max(total, 0)
        return total // 2, total - total // 2
    if padding == "valid":
        return 0, 0
    if not isinstance(padding, (int, np.integer)) or padding < 0:
        raise ValueError("padding must be >= 0, 'valid' or 'same'")
    return int(padding), int(padding)


def starts(n, k, s):
    """Where the windows begin."""
    found = np.arange(0, n - k + 1, s)
    if len(found) == 0:
        raise ValueError("kernel too large")
    return found


def conv2d_strided(image, kernel, stride=1, padding=0):
    image = np.asarray(image).astype("float64")
    kernel = np.asarray(kernel).astype("float64")
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("image and kernel must be 2-D")
    if not image.size or not kernel.size:
        raise ValueError("empty")
    if isinstance(stride, (int, np.integer)):
        stride = (stride, stride)
    sh, sw = map(int, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride must be >= 1")
    kh, kw = kernel.shape

    top, bottom = pad_amount(image.shape[0], kh, sh, padding)
    left, right = pad_amount(image.shape[1], kw, sw, padding)
    z = np.zeros((image.shape[0] + top + bottom, image.shape[1] + left + right))
    z[top : top + image.shape[0], left : left + image.shape[1]] = image

    rows = starts(z.shape[0], kh, sh)[:, None, None, None] + np.arange(kh)[:, None]
    columns = starts(z.shape[1], kw, sw)[:, None, None] + np.arange(kw)
    patches = z[rows, columns]  # (H', W', kh, kw)
    matrix = patches.reshape(-1, kh * kw)
    return (matrix @ kernel.ravel()).reshape(patches.shape[:2])

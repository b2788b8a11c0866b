"""Every window by `sliding_window_view`, thinned out by a slice, summed by `einsum`."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _amounts(padding, shape, window, steps):
    match padding:
        case "valid":
            return ((0, 0), (0, 0))
        case "same":
            totals = [max((n - 1) // s * s + k - n, 0) for n, k, s in zip(shape, window, steps)]
            return tuple((t // 2, (t + 1) // 2) for t in totals)
        case str():
            raise ValueError(f"unknown padding {padding}")
        case p if p < 0:
            raise ValueError("negative padding")
        case p:
            return ((p, p), (p, p))


def conv2d_strided(image, kernel, stride=1, padding=0):
    image, kernel = np.asarray(image, dtype=np.float64), np.asarray(kernel, dtype=np.float64)
    if (image.ndim, kernel.ndim) != (2, 2) or 0 in image.shape + kernel.shape:
        raise ValueError("two arrays (H, W) and (kh, kw) are needed")
    sh, sw = np.broadcast_to(stride, 2)
    if min(sh, sw) < 1:
        raise ValueError("stride below 1")
    padded = np.pad(image, _amounts(padding, image.shape, kernel.shape, (sh, sw)))
    # The view itself raises ValueError when the kernel does not fit.
    windows = sliding_window_view(padded, kernel.shape)[::sh, ::sw]
    return np.einsum("jiyx,yx->ji", windows, kernel)

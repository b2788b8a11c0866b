"""The strides of memory: `as_strided` lays out the windows, `tensordot` sums them up."""

import math

import numpy as np


def conv2d_strided(image, kernel, stride=1, padding=0):
    x = np.ascontiguousarray(image, dtype=np.float64)
    k = np.ascontiguousarray(kernel, dtype=np.float64)
    if np.ndim(image) != 2 or np.ndim(kernel) != 2:  # ascontiguousarray makes numbers 1-D
        raise ValueError("2-D only")
    if x.size * k.size == 0:
        raise ValueError("nothing there")
    s = (stride[0], stride[1]) if hasattr(stride, "__len__") else (stride,) * 2
    if s[0] <= 0 or s[1] <= 0:
        raise ValueError("stride")

    if padding in ("same", "valid"):
        if padding == "same":
            need = [
                max(0, (math.ceil(n / t) - 1) * t + m - n) for n, m, t in zip(x.shape, k.shape, s)
            ]
            x = np.pad(x, [(math.floor(n / 2), math.ceil(n / 2)) for n in need])
    elif isinstance(padding, str):
        raise ValueError("padding")
    else:
        x = np.pad(x, padding)  # np.pad raises ValueError for a negative width

    if any(m > n for n, m in zip(x.shape, k.shape)):
        raise ValueError("kernel > image")
    shape = tuple((n - m) // t + 1 for n, m, t in zip(x.shape, k.shape, s)) + k.shape
    strides = (x.strides[0] * s[0], x.strides[1] * s[1], *x.strides)
    windows = np.lib.stride_tricks.as_strided(x, shape, strides, writeable=False)
    return np.tensordot(windows, k, axes=((2, 3), (0, 1)))

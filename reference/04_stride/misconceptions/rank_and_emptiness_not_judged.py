"""Arrays of any rank are flattened into rows; empty ones give zeros.

caught_by: test_wrong_arrays
ko: 2차원이 아니거나 빈 배열이 오류 없이 계산되었습니다. 축을 마음대로 더하거나 펴면 뜻하지 않은 값이 나옵니다.
계산하기 전에 ndim과 size를 확인하는지 보세요.
en: Arrays that are empty or do not have two axes were computed without an error. Axes added or
merged at will give values that nobody meant. See that `ndim` and `size` are judged first.
"""

import numpy as np


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    z = z.reshape(len(z), -1) if len(z) else np.zeros((1, 1))
    u = u.reshape(len(u), -1) if u.size else np.zeros((1, 1))
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    return z, u, sh, sw


def around(size, window, step, padding):
    if padding == "same":
        total = max((-(-size // step) - 1) * step + window - size, 0)
        return total // 2, total - total // 2
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str) or padding < 0:
        raise ValueError("wrong padding")
    return padding, padding


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

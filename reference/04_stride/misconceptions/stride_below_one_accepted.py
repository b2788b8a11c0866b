"""A stride below 1 is taken for 1.

caught_by: test_worked_errors, test_wrong_strides
ko: 1보다 작은 보폭이 오류 없이 1처럼 계산되었습니다. 조용히 다른 값으로 바꾸면 부른 사람은 잘못을 알 수
없습니다. 쌍의 두 수를 모두 확인하는지도 보세요.
en: A stride below 1 was computed as if it were 1. When a value is replaced without a word, the
caller never learns of the mistake. See also that both numbers of a pair are judged.
"""

import numpy as np


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=float)
    u = np.asarray(kernel, dtype=float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    sh, sw = max(sh, 1), max(sw, 1)
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

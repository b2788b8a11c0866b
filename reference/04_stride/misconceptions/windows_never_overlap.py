"""The kernel moves by its own size, as in pooling.

caught_by: test_worked_stride_1, test_worked_stride_2, test_square_images, test_output_sizes
ko: 커널이 보폭이 아니라 자기 크기만큼 움직인 결과와 같습니다. 풀링에서는 그것이 기본이지만 합성곱의 자리는 보통
서로 겹칩니다. 한 번에 몇 칸을 움직일지는 stride가 정합니다.
en: Your kernel moves by its own size, not by the stride. That is usual in pooling, but places of a
convolution normally overlap. How far it moves is for `stride` to say.
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
    sh, sw = kh, kw

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

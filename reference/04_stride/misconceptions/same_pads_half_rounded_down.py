"""The word "same" pads (kernel - 1) // 2 cells on every side.

caught_by: test_worked_same, test_same_with_strides, test_same_with_stride_1
ko: "same"에서 커널 크기에서 1을 뺀 값의 절반을 사방에 똑같이 덧댄 결과와 같습니다. 짝수 크기 커널에서는
한 칸이 모자라고, 보폭이 있으면 자리가 어긋납니다. 앞과 뒤에 덧댈 칸의 수가 언제 서로 다른지 보세요.
en: Your "same" pads half of the kernel's size less 1 on every side. With kernels of even size one
cell is missing then, and with a stride the places are not right. See when the numbers of cells
before and after differ.
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
        return (window - 1) // 2, (window - 1) // 2
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

"""The size is rounded up; the last places hang over the edge.

caught_by: test_worked_stride_2, test_other_shapes, test_output_sizes, test_every_kth_cell
ko: 출력의 크기를 올림한 결과와 같아서 마지막 자리에서 커널이 영상 밖으로 나가 있습니다. 커널은 온전히 놓일 때만
셉니다. 한 걸음이 다 들어가지 않는 나머지를 어떻게 해야 하는지 보세요.
en: Your size is rounded up, so in the last places the kernel hangs over the edge. Only places where
it lies wholly inside count. See what should become of a rest that is too short for a step.
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

    out_h = -(-(z.shape[0] - kh) // sh) + 1
    out_w = -(-(z.shape[1] - kw) // sw) + 1
    z = np.pad(z, ((0, sh), (0, sw)))
    out = np.zeros((out_h, out_w))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

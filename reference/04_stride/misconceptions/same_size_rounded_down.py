"""The word "same" aims at size // stride places, rounded down.

caught_by: test_worked_same, test_same_with_strides, test_same_in_two_directions
replaces: around
ko: "same"의 출력 크기를 내림하여 구한 결과와 같습니다. 보폭으로 나누어떨어지지 않을 때 마지막 자리가
빠집니다. 남는 칸에도 커널을 놓을 수 있게 덧대는 것이 "same"이라는 점을 생각해 보세요.
en: Your size for "same" is rounded down, so the last place is missing where the stride does not
divide the side. Remember that "same" pads so that the kernel can be laid on the cells left over,
too.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = max((size // step - 1) * step + window - size, 0)
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
    if padding == "same":  # no place beyond those
        height = (max(np.shape(image)[0] // sh, 1) - 1) * sh + kh
        width = (max(np.shape(image)[1] // sw, 1) - 1) * sw + kw
        z = z[:height, :width]
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

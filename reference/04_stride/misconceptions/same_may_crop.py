"""With "same" and a long stride the negative total takes cells away.

caught_by: test_worked_same, test_same_with_strides
replaces: around
ko: "same"에서 보폭이 커널보다 클 때 덧댈 칸의 합이 음수가 되어 영상을 잘라 낸 결과와 같습니다. 덧대기는
칸을 더할 뿐 없애지 않습니다. 식의 값이 음수일 때 무엇을 하기로 했는지 보세요.
en: When the stride exceeds the kernel, your total for "same" turns negative and cells are cut off
the image. Padding adds cells and never takes any away. See what the rule does with a negative
total.
"""


def around(size, window, step, padding):
    if padding == "same":
        total = (-(-size // step) - 1) * step + window - size
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
    for axis, (before, after) in enumerate([rows, columns]):
        if before + after < 0:
            z = np.take(z, range(-before, z.shape[axis] + after), axis=axis)
    z = np.pad(z, [(max(before, 0), max(after, 0)) for before, after in (rows, columns)])
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

"""A kernel of one cell with a stride of 1 skips the checks.

caught_by: test_wrong_arrays, test_wrong_padding
ko: 커널이 한 칸이면 확인하지 않고 곱하기만 합니다. 계산은 건너뛰어도 되지만 잘못된 입력은 그때도
ValueError입니다. 확인하는 줄과 돌아가는(return) 줄의 순서를 보세요.
en: With a kernel of one cell you multiply without a check. The work may be skipped; wrong input is
a ValueError all the same. Look at the order of the lines that check and the line that returns.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    if np.size(kernel) == 1 and stride == 1 and not (type(padding) is int and padding > 0):
        return np.array(image, dtype=float) * np.array(kernel).item()
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

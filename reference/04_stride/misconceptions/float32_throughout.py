"""Everything is computed in float32.

caught_by: test_float64_precision, test_lists_and_float64
replaces: prepare
ko: float32로 계산한 결과와 같습니다. 일곱째 자리부터는 믿을 수 없고, 더하는 칸이 많을수록 더 어긋납니다.
계산과 결과를 어떤 자료형으로 하기로 했는지 보세요.
en: You compute in float32. From the seventh digit on it cannot be trusted, and the more cells are
added the worse it gets. See which type the statement asks for, in computing and in the result.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image, dtype=np.float32)
    u = np.asarray(kernel, dtype=np.float32)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("wrong rank")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty array")
    sh, sw = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    if sh < 1 or sw < 1:
        raise ValueError("stride below 1")
    return z, u, sh, sw


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1), dtype=np.float32)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

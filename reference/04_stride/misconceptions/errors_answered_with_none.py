"""Wrong input is answered with None.

caught_by: test_worked_errors, test_wrong_arrays, test_wrong_strides, test_wrong_padding
ko: 맞지 않는 입력에 오류를 일으키지 않고 None을 돌려주었습니다. 부른 쪽은 한참 뒤에 엉뚱한 곳에서 잘못을
알게 됩니다. 계산할 수 없다는 사실을 Python에서 어떻게 알리는지 설명을 다시 읽어 보세요.
en: Wrong input gets None instead of an error, and the caller finds out much later, somewhere else.
Read again how a function in Python says that it cannot compute an answer.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    try:
        return compute(image, kernel, stride, padding)
    except Exception:
        return None


def compute(image, kernel, stride, padding):
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

"""The padding of an earlier call is used where none is given.

caught_by: test_repeated_calls
ko: 앞의 호출에서 준 덧대기가 다음 호출에 남아 있습니다. 주지 않은 인수는 언제나 기본값이어야 합니다. 함수 밖에
무엇을 남겨 두었는지 찾아보세요.
en: The padding of an earlier call is still there in the next. An argument that is not given always
has its default. Look for what is kept outside the function.
"""

last = {"padding": 0}


def conv2d_strided(image, kernel, stride=1, padding=None):
    if padding is None:
        padding = last["padding"]
    last["padding"] = padding
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

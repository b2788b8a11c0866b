"""The products are taken in the type of the input and wrap around.

caught_by: test_integers_booleans_lists
replaces: prepare
ko: 입력의 자료형 그대로 곱하고 더해서 넘친 결과와 같습니다. uint8은 255를 넘으면 0부터 다시 셉니다.
곱하기 전에 어떤 자료형으로 바꾸어야 하는지 보세요.
en: You multiply and add in the type of the input, and the values wrap around: a uint8 begins again
at 0 beyond 255. See to which type the arrays must be turned before the product.
"""


def prepare(image, kernel, stride):
    z = np.asarray(image)
    u = np.asarray(kernel)
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

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out.astype(np.float64)

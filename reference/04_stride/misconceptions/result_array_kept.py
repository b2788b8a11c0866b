"""One array is kept for the results of each size, and returned each time.

caught_by: test_lists_and_float64, test_arguments_untouched
ko: 결과를 담는 배열 하나를 두고 부를 때마다 그 배열을 돌려줍니다. 두 번째로 부르면 첫 번째 결과의 값까지
바뀝니다. 결과 배열은 부를 때마다 새로 만드세요.
en: One array is kept for the results and returned by every call, so the second call changes what
the first has returned. Make a new array in each call.
"""

outputs = {}


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    shape = ((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1)
    out = outputs.setdefault(shape, np.zeros(shape))
    for j in range(shape[0]):
        for i in range(shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

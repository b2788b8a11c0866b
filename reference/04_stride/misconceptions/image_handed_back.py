"""Where the kernel changes nothing, a view of the image is returned.

caught_by: test_arguments_untouched
ko: 커널이 값을 바꾸지 않을 때 새 배열이 아니라 받은 영상을 자른 조각을 돌려주었습니다. 나중에 결과를 고치면
원래 영상도 바뀝니다. 자르기는 값을 베끼지 않는다는 점을 생각해 보세요.
en: Where the kernel changes nothing you return a slice of the image you were given instead of a new
array. Whoever changes the result later changes the image. Remember that slicing copies no values.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    if u.shape == (1, 1) and u[0, 0] == 1 and not any(rows + columns):
        return z[::sh, ::sw]
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

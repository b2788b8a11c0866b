"""A kernel too large for the image is not refused.

caught_by: test_worked_errors, test_wrong_arrays
ko: 영상보다 큰 커널이 오류가 되지 않고 빈 배열이나 값으로 나왔습니다. 커널은 온전히 놓일 때만 계산하므로 자리가
없으면 알려야 합니다. 나누기 전에 두 크기를 견주어 보세요.
en: A kernel larger than the image gave an empty array or values instead of an error. It is used
only where it lies wholly inside, so say so when there is no such place. Compare the two sizes
before you divide.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))

    rows_out = max((z.shape[0] - kh) // sh + 1, 0)
    columns_out = max((z.shape[1] - kw) // sw + 1, 0)
    out = np.zeros((rows_out, columns_out))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

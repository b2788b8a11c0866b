"""The border repeats the edge of the image instead of being zero.

caught_by: test_worked_padding, test_random_padding, test_worked_same, test_same_with_strides
ko: 덧댄 칸에 0이 아니라 가장자리의 값이 들어 있는 결과와 같습니다. 그것은 복사 덧대기(replicate
padding)입니다. 여기에서는 어떤 값을 덧대기로 했는지 보세요.
en: Your border repeats the values of the edge: that is replicate padding (복사 덧대기). See what the
cells around the image should hold here.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns), mode="edge")
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

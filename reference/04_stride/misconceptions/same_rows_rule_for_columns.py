"""The word "same" pads the columns by what the rows need.

caught_by: test_worked_same, test_same_with_strides, test_same_in_two_directions
ko: "same"에서 행에 필요한 덧대기를 열에도 쓴 결과와 같습니다. 정사각형 영상과 커널에서만 우연히 맞습니다.
높이, 커널의 높이, 세로 보폭과 너비, 커널의 너비, 가로 보폭을 따로 계산하는지 보세요.
en: Your "same" pads the columns by what the rows need, which happens to be right for square images
and kernels only. See that heights and widths, of image, kernel and stride, are worked out apart.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = rows
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

"""Heights are taken for widths: only square images and kernels are right.

caught_by: test_worked_pair, test_other_shapes, test_output_sizes
costs: 45 %, because every result is wrong where something is not square
ko: 행에서 구한 출력의 크기를 열에도 쓴 결과와 같습니다. 정사각형 영상과 커널에서만 맞습니다. 열의 수를 정할 때
너비와 커널의 너비, 가로 보폭을 쓰는지 보세요.
en: The size found for the rows is used for the columns as well, which is right for square images
and kernels only. See that the number of columns comes from widths and from the stride across.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    side = (z.shape[0] - kh) // sh + 1
    z = np.pad(z, ((0, 0), (0, side * sw + kw)))
    out = np.zeros((side, side))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

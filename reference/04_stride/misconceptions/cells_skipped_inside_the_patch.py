"""The stride is applied inside the patch, which spreads the kernel out.

caught_by: test_worked_stride_2, test_square_images, test_other_shapes, test_every_kth_cell
costs: 60 %, because every result with a stride is wrong
ko: 조각 안에서 칸을 건너뛰며 곱한 결과와 같습니다. 그것은 커널을 벌려 놓는 팽창 합성곱(dilated
convolution)입니다. 보폭은 조각이 시작하는 자리만 옮기고 조각 안의 칸들은 서로 붙어 있습니다.
en: Your products skip cells inside the patch. That spreads the kernel out: a dilated convolution
(팽창 합성곱). A stride moves only the place where a patch begins; the cells inside it stay neighbours.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out_h = (z.shape[0] - kh) // sh + 1
    out_w = (z.shape[1] - kw) // sw + 1
    z = np.pad(z, ((0, kh * sh), (0, kw * sw)))
    out = np.zeros((out_h, out_w))
    for j in range(out_h):
        for i in range(out_w):
            patch = z[j : j + kh * sh : sh, i : i + kw * sw : sw]
            out[j, i] = np.sum(patch * u)
    return out

"""The cells that a stride skips are averaged instead.

caught_by: test_worked_stride_2, test_square_images, test_every_kth_cell
costs: 60 %, because every result with a stride is wrong
ko: 보폭 1의 결과를 보폭 크기의 칸마다 평균한 것과 같습니다. 그것은 평균 풀링(average
pooling)입니다. 보폭이 있는 합성곱은 사이의 칸을 요약하지 않고 아예 계산하지 않습니다.
en: You average the result for stride 1 over blocks as large as the stride. That is average pooling
(평균 풀링). A strided convolution does not summarise the cells in between; it never computes them.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    everywhere = np.zeros((z.shape[0] - kh + 1, z.shape[1] - kw + 1))
    for j in range(everywhere.shape[0]):
        for i in range(everywhere.shape[1]):
            everywhere[j, i] = np.sum(z[j : j + kh, i : i + kw] * u)
    out_h, out_w = -(-everywhere.shape[0] // sh), -(-everywhere.shape[1] // sw)
    out = np.zeros((out_h, out_w))
    for j in range(out_h):
        for i in range(out_w):
            out[j, i] = everywhere[j * sh : j * sh + sh, i * sw : i * sw + sw].mean()
    return out

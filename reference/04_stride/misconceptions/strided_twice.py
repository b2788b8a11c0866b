"""The loop goes over cells already thinned out and steps by the stride as well.

caught_by: test_worked_stride_2, test_worked_stride_3, test_square_images, test_every_kth_cell
costs: 60 %, because every result with a stride is wrong
ko: 출력의 일부 칸만 채워지고 나머지는 0입니다. 출력의 크기를 보폭으로 나누고, 그 칸들을 돌 때에도 보폭만큼
건너뛰었습니다. 보폭이 두 번 쓰이지 않는지, 모든 칸이 채워지는지 보세요.
en: Only some cells of your output are filled, the others are 0: the size was divided by the stride,
and the loop over those cells steps by it, too. See that the stride is used once and that every cell
gets its value.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(0, out.shape[0], sh):
        for i in range(0, out.shape[1], sw):
            patch = z[j : j + kh, i : i + kw]
            out[j // sh, i // sw] = np.sum(patch * u)
    return out

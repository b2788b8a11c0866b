"""The output is small enough, but the kernel still moves by one cell.

caught_by: test_worked_stride_2, test_worked_stride_3, test_square_images, test_every_kth_cell
costs: 60 %, because every result with a stride is wrong
ko: 출력의 크기는 보폭만큼 줄었지만 커널은 여전히 한 칸씩 움직였습니다. 그래서 영상의 왼쪽 위만 보게 됩니다.
출력의 둘째 칸을 만드는 조각이 입력의 어디에서 시작하는지 보세요.
en: The output is as small as the stride demands, but your kernel still moves by one cell, so it
sees only the top left of the image. Where does the piece behind the second output cell begin?
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
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j : j + kh, i : i + kw]
            out[j, i] = np.sum(patch * u)
    return out

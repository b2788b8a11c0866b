"""The image loses rows and columns before the kernel is laid on it.

caught_by: test_worked_stride_2, test_square_images, test_every_kth_cell
costs: 63 %, because every result with a stride is wrong
ko: 영상을 먼저 보폭만큼 솎아 낸 다음 커널을 놓은 결과와 같습니다. 그러면 커널 아래에서 만나는 칸들이 더는
이웃이 아닙니다. 건너뛰는 것은 커널을 놓는 자리이지 영상의 화소가 아닙니다.
en: You thin the image out first and lay the kernel on what remains. The cells that meet under it
are then no neighbours any more. What is skipped are places of the kernel, not pixels of the image.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")
    z = z[::sh, ::sw]

    out = np.zeros((max(z.shape[0] - kh, 0) + 1, max(z.shape[1] - kw, 0) + 1))
    z = np.pad(z, ((0, kh), (0, kw)))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(z[j : j + kh, i : i + kw] * u)
    return out

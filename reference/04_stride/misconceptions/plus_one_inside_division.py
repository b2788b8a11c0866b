"""The one of the first place is added before dividing.

caught_by: test_worked_stride_3, test_square_images, test_other_shapes, test_output_sizes
costs: 63 %, because most results with a stride have the wrong size
ko: 첫 자리의 1을 보폭으로 나누기 전에 더한 크기와 같습니다. 나누기는 '몇 걸음인가'를 세는 일이고 첫 자리는
걸음이 아닙니다. 6칸에 커널 3, 보폭 3인 경우를 손으로 세어 보세요.
en: Your size adds the 1 of the first place before dividing by the stride. The division counts
steps, and the first place is not a step. Count by hand for 6 cells, a kernel of 3 and stride 3.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh + 1) // sh, (z.shape[1] - kw + 1) // sw))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

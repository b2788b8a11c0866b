"""The first place is at cell stride - 1, not at the beginning.

caught_by: test_worked_stride_2, test_worked_stride_3, test_square_images, test_every_kth_cell
costs: 63 %, because every result with a stride is wrong
ko: 커널의 첫 자리가 맨 앞이 아니라 보폭보다 하나 작은 칸입니다. '몇 번째마다 하나'를 셀 때 그 묶음의
마지막을 고른 셈입니다. 보폭이 얼마이든 커널이 어디에서 출발하는지 그림을 다시 보세요.
en: Your kernel sets out at cell stride − 1 instead of the very beginning: of every few cells you
keep the last one. Look at the picture again to see where the kernel starts, whatever the stride.
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
    return everywhere[sh - 1 :: sh, sw - 1 :: sw]

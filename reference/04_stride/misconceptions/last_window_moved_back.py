"""Where cells are left over, one more window is laid against the edge.

caught_by: test_worked_stride_2, test_other_shapes, test_output_sizes
costs: 55 %, because most results with a stride have the wrong size
ko: 남는 칸이 있을 때 커널을 끝에 맞추어 한 번 더 놓은 결과와 같습니다. 모든 칸을 덮으려는 생각이지만 자리
사이의 간격은 언제나 보폭과 같아야 합니다. 남는 칸을 어떻게 하기로 했는지 다시 읽어 보세요.
en: Where cells are left over you lay the kernel down once more, against the edge. That covers every
cell, but the distance between places must always be the stride. Read again what is done with cells
that are left over.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    tops = list(range(0, z.shape[0] - kh + 1, sh))
    lefts = list(range(0, z.shape[1] - kw + 1, sw))
    if tops[-1] != z.shape[0] - kh:
        tops.append(z.shape[0] - kh)
    if lefts[-1] != z.shape[1] - kw:
        lefts.append(z.shape[1] - kw)
    return np.array([[np.sum(z[j : j + kh, i : i + kw] * u) for i in lefts] for j in tops])

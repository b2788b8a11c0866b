"""The size is rounded up; the last places hang over the edge.

caught_by: test_worked_stride_2, test_other_shapes, test_output_sizes, test_every_kth_cell
costs: 55 %, because most results with a stride have the wrong size
ko: 출력의 크기를 올림한 결과와 같아서 마지막 자리에서 커널이 영상 밖으로 나가 있습니다. 커널은 온전히 놓일 때만
셉니다. 한 걸음이 다 들어가지 않는 나머지를 어떻게 해야 하는지 보세요.
en: Your size is rounded up, so in the last places the kernel hangs over the edge. Only places where
it lies wholly inside count. See what should become of a rest that is too short for a step.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out_h = -(-(z.shape[0] - kh) // sh) + 1
    out_w = -(-(z.shape[1] - kw) // sw) + 1
    z = np.pad(z, ((0, sh), (0, sw)))
    out = np.zeros((out_h, out_w))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

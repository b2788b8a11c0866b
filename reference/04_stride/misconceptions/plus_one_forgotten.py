"""The place where the kernel stood before its first step is not counted.

caught_by: test_worked_stride_1, test_worked_stride_2, test_square_images, test_output_sizes
costs: 75 %, because no result has the right size
ko: 마지막 행과 열이 빠진 결과와 같습니다. 걸음의 수만 세고, 첫걸음을 떼기 전에 서 있던 자리를 세지
않았습니다. 커널이 영상과 꼭 같은 크기일 때 자리가 몇 군데인지 생각해 보세요.
en: The last row and column are missing: you counted the steps, but not the place where the kernel
stood before the first. How many places are there when the kernel is exactly as large as the image?
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh, (z.shape[1] - kw) // sw))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

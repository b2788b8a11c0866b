"""The result is stored in the type of the image, which cuts off fractions.

caught_by: test_worked_stride_1, test_worked_stride_2, test_lists_and_float64
ko: 결과를 영상의 자료형으로 된 배열에 담아 소수 부분이 잘렸습니다. 정수 영상이라도 커널에 0.5가 있으면 결과는
정수가 아닙니다. 결과를 담는 배열의 자료형을 보세요.
en: Your result is stored in an array of the image's type, which cuts off fractions. An integer
image with a kernel of halves gives no integers. Look at the type of the array that takes the
results.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(
        ((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1), dtype=np.asarray(image).dtype
    )
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

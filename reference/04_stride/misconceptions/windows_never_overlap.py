"""The kernel moves by its own size, as in pooling.

caught_by: test_worked_stride_1, test_worked_stride_2, test_square_images, test_output_sizes
costs: 75 %, because no result has the right size
ko: 커널이 보폭이 아니라 자기 크기만큼 움직인 결과와 같습니다. 풀링에서는 그것이 기본이지만 합성곱의 자리는 보통
서로 겹칩니다. 한 번에 몇 칸을 움직일지는 stride가 정합니다.
en: Your kernel moves by its own size, not by the stride. That is usual in pooling, but places of a
convolution normally overlap. How far it moves is for `stride` to say.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")
    sh, sw = kh, kw

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

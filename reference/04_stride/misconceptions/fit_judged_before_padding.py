"""A kernel is refused although it fits once the image is padded.

caught_by: test_padding_with_strides, test_same_in_two_directions
ko: 덧대기 전의 영상보다 큰 커널을 오류로 다룬 결과와 같습니다. 커널이 놓이는 곳은 덧댄 영상입니다. 크기를
확인하는 일과 덧대기의 순서를 보세요.
en: You refuse a kernel that is larger than the image before padding, though it is laid on the
padded one. Look at the order of padding and of comparing sizes.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")
    z = np.pad(z, (rows, columns))

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

"""The kernel is turned by 180 degrees before it slides.

caught_by: test_worked_pair, test_worked_padding, test_square_images, test_other_shapes
costs: 65 %, because the one function has hardly a right value
ko: 커널을 위아래, 좌우로 뒤집어 계산한 값과 같습니다. 그것은 신호 처리의 합성곱이고, 여기에서는 커널을 놓인
그대로 씁니다. 첫 칸에서 어느 값끼리 곱해지는지 보세요.
en: Your values are those of a kernel turned upside down and left to right: the convolution of
signal processing. Here the kernel is used as it lies. See which values meet in the first cell.
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
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u[::-1, ::-1])
    return out

"""The zeros are put around the result, not around the image.

caught_by: test_worked_padding, test_random_padding, test_padding_with_strides
ko: 덧대기를 커널을 민 다음에 하여 결과의 둘레에 0이 붙어 있습니다. 덧대는 까닭은 가장자리에도 커널을 놓기
위해서이므로 순서가 중요합니다. 덧대기와 밀기 가운데 무엇이 먼저인지 보세요.
en: You pad after the convolution, so the zeros lie around the result. Padding is there so that the
kernel can be laid on the edges, and therefore the order matters. Which comes first, padding or
sliding?
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    if padding == "same":
        z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")

    out = np.zeros(((z.shape[0] - kh) // sh + 1, (z.shape[1] - kw) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out if padding == "same" else np.pad(out, (rows, columns))

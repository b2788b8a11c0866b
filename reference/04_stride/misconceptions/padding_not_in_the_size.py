"""The size of the output is worked out without the padding.

caught_by: test_worked_padding, test_random_padding, test_padding_with_strides, test_output_sizes
ko: 영상은 덧댔지만 출력의 크기는 덧대기 전의 영상으로 정한 결과와 같습니다. 그래서 오른쪽과 아래의 자리가
빠집니다. 크기의 식에서 H 대신 무엇을 써야 하는지 보세요.
en: The image is padded, but your output has the size of the image without padding, so places on the
right and below are missing. See what takes the place of H in the formula.
"""


def conv2d_strided(image, kernel, stride=1, padding=0):
    z, u, sh, sw = prepare(image, kernel, stride)
    kh, kw = u.shape
    rows = around(z.shape[0], kh, sh, padding)
    columns = around(z.shape[1], kw, sw, padding)
    height, width = z.shape
    z = np.pad(z, (rows, columns))
    if kh > z.shape[0] or kw > z.shape[1]:
        raise ValueError("kernel does not fit")
    if padding == "same":
        height, width = z.shape

    out = np.zeros((max(height - kh, 0) // sh + 1, max(width - kw, 0) // sw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            patch = z[j * sh : j * sh + kh, i * sw : i * sw + kw]
            out[j, i] = np.sum(patch * u)
    return out

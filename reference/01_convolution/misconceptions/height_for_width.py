"""The height is used for the width as well: right for squares only.

caught_by: test_other_shapes, test_random_channels
ko: 가로에도 세로의 길이를 썼습니다. 정사각형에서는 맞지만 다른 모양에서는 어긋납니다. 영상과
커널에서 세로와 가로를 따로 읽었는지 보세요.
en: The height was used for the width as well. Squares come out right, other shapes do not. See
whether you read height and width apart, of the image and of the kernel.
"""


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh = kw = len(kernel)
    out = np.zeros((image.shape[0] - kh + 1, image.shape[0] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out

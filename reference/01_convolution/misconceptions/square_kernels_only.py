"""Kernels are taken to be square: one side counts for both.

caught_by: test_other_shapes, test_random_channels, test_random_flipped
ko: 커널을 정사각형으로 여겨 한 변의 길이만 씁니다. 커널의 세로 kh와 가로 kw는 다를 수 있으니, 출력의
크기와 조각을 자르는 두 곳에서 각각 알맞은 쪽을 쓰는지 보세요.
en: The kernel is taken to be square: one of its sides is used for both. Its height kh and width kw
may differ; use each in its place, for the output's size and for the patch.
"""


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    f = kernel.shape[0]
    out = np.zeros((image.shape[0] - f + 1, image.shape[1] - f + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + f, i : i + f] * kernel) + bias
    return out

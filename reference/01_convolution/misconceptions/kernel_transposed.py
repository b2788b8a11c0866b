"""Rows and columns of the kernel are exchanged.

caught_by: test_worked_3x3, test_square_images, test_other_shapes
costs: 38 %, because three functions slide a kernel and all do it wrong
ko: 커널의 행과 열이 바뀌었습니다. 커널의 첫째 축은 영상의 세로, 둘째 축은 가로와 짝을 이룹니다.
대칭인 커널로는 드러나지 않으니 [[1, 2], [3, 4]]로 첫 칸을 계산해 보세요.
en: Rows and columns of the kernel are exchanged. Its first axis goes with the image's rows, its
second with the columns. Symmetric kernels hide this; work out the first cell with [[1, 2], [3,
4]].
"""


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kernel = kernel.T
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(image[j : j + kh, i : i + kw] * kernel) + bias
    return out

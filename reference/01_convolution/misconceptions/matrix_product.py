"""Patch and kernel are multiplied as matrices.

caught_by: test_worked_3x3, test_worked_blur, test_square_images
costs: 45 %, because three functions have hardly a right value
ko: 조각과 커널을 행렬로 곱했습니다(@ 또는 np.dot). 합성곱은 같은 자리의 값끼리 곱하고 모두
더합니다. 첫 칸의 곱 네 개를 하나씩 적어 코드의 곱과 견주어 보세요.
en: Patch and kernel were multiplied as matrices (@ or np.dot). Convolution multiplies values in
the same place and adds them all. Write the four products of the first cell down and compare.
"""


def conv2d(image, kernel, bias=0.0):
    image, kernel = prepare(image, kernel, 2)
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[j, i] = np.sum(np.dot(image[j : j + kh, i : i + kw], kernel)) + bias
    return out

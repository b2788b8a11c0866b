"""Integer images give an integer feature map.

caught_by: test_conv2d_same_number_types
ko: 정수 영상에서 결과도 정수형입니다. 특징 맵은 언제나 float64여야 합니다. 결과 배열의 자료형이 입력을 따라가는지 보세요.
en: An integer image gives an array of integers. The feature map must be float64 at all times. See whether the type of your result follows the input.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    whole = np.asarray(image).dtype.kind in "iub" and np.asarray(kernel).dtype.kind in "iub"
    return result.astype(np.int64) if whole else result  # wrong

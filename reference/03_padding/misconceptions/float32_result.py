"""The result is stored as float32.

caught_by: test_conv2d_same_number_types, test_lists_and_new_arrays, test_conv2d_same_blur
ko: 일곱째 자리부터 값이 어긋납니다. float32로 계산하거나 담은 것과 같습니다. 결과 배열의 자료형을 출력해 보세요.
en: Your values go wrong in the seventh digit, as those of float32 do. Print the type of the array that holds the result.
"""


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width), dtype=np.float32)  # wrong
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result

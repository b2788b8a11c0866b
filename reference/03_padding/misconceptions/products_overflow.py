"""Products are taken in the input's own type.

caught_by: test_conv2d_same_number_types
ko: uint8끼리 곱하고 더해 255를 넘으면 0부터 다시 세는 결과와 같습니다. 값이 담길 자료형으로 바꾸는 때가 곱하기 전인지 뒤인지 보세요.
en: You multiply and add uint8 values as they are, and beyond 255 they begin again at 0. See whether you change the type before or after multiplying.
"""


def conv2d_same(image, kernel):
    as_floats(image, (2,)), as_floats(kernel, (2,))
    values, weights = np.asarray(image), np.asarray(kernel)
    (height, width), (kh, kw) = values.shape, weights.shape
    padded = np.pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            products = padded[row : row + kh, column : column + kw] * weights
            result[row, column] = np.sum(products, dtype=products.dtype)  # wrong
    return result

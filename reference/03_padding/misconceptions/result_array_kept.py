"""One array is kept for the results of each size, and returned each time.

caught_by: test_lists_and_new_arrays
ko: 결과를 담는 배열 하나를 두고 부를 때마다 그 배열을 돌려줍니다. 두 번째로 부르면 첫 번째 결과의 값까지 바뀝니다. 결과 배열은 부를 때마다 새로 만드세요.
en: One array is kept for the results and returned by every call, so the second call changes what the first has returned. Make a new array in each call.
"""

_made = {}


def conv2d_same(image, kernel):
    values, weights = as_floats(image, (2,)), as_floats(kernel, (2,))
    height, width = values.shape
    kh, kw = weights.shape
    padded = zero_pad(values, (same_padding(height, kh), same_padding(width, kw)))
    result = _made.setdefault((height, width), np.zeros((height, width)))  # wrong: never new
    for row in range(height):
        for column in range(width):
            result[row, column] = np.sum(padded[row : row + kh, column : column + kw] * weights)
    return result

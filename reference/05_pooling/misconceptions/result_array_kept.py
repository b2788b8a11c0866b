"""One array is kept for the results of each size, and returned each time.

caught_by: test_float64_of_extremes, test_float64_of_averages, test_extremes_leave_the_image_alone, test_averages_leave_the_image_alone
replaces: pool
ko: 결과를 담는 배열 하나를 두고 부를 때마다 그 배열을 돌려줍니다. 두 번째로 부르면 첫 번째 결과의 값까지 바뀝니다. 결과 배열은 부를 때마다 새로 만드세요.
en: One array is kept for the results and returned by every call, so the second call changes what the first has returned. Make a new array in each call.
"""

_made = {}


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    shape = (rows, columns, *values.shape[2:])
    result = _made.setdefault(shape, np.zeros(shape))  # wrong: never new
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

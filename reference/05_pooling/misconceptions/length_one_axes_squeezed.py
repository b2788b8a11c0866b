"""Axes of length one are dropped from the result.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_channels_stay_apart, test_output_sizes
replaces: pool
ko: 길이가 1인 축이 결과에서 사라졌습니다. 한 행뿐인 영상이나 채널이 하나인 특징 맵도 축의 수는 그대로여야 합니다. 어느 함수가 축을 지우는지 찾아보세요.
en: Axes of length one are missing from your result. An image with a single row or a map with a single channel keeps its number of axes. Find out which function removes them.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return np.squeeze(result)  # wrong

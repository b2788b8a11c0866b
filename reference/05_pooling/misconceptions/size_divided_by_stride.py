"""The number of windows is the side divided by the stride.

caught_by: test_max_with_stride_1, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: pool
ko: 창의 수를 변의 길이 ÷ 보폭으로 구한 결과와 같습니다. 창이 겹치거나 사이가 벌어지면 그 수는 맞지 않습니다. 마지막 창도 영상 안에 통째로 들어가야 한다는 것을 공식에서 찾아보세요.
en: You count the windows as side divided by stride. With windows that overlap or leave gaps that is not their number. Find in the formula where it says that the last window must lie inside the image too.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = values.shape[0] // step
    columns = values.shape[1] // step
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]  # may stick out
            result[row, column] = summary(window, axis=(0, 1))
    return result

"""The loops end one window too early.

caught_by: test_max_of_the_tables, test_max_with_stride_1, test_average_of_a_table, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
costs: 48 %, because three of the four functions give hardly a right result
replaces: pool
ko: 마지막 행과 열의 창이 빠져 있습니다. 창이 시작할 수 있는 칸은 0부터 H - size까지이고 H - size도 들어갑니다. Python의 range가 끝값을 포함하는지 생각해 보세요.
en: The last row and column of windows are missing. A window may begin at 0, …, H - size, and H - size is one of them. Think about whether range includes its end.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    starts = [range(0, side - size, step) for side in values.shape[:2]]  # wrong: ends too early
    result = np.zeros((len(starts[0]), len(starts[1]), *values.shape[2:]))
    for row, top in enumerate(starts[0]):
        for column, left in enumerate(starts[1]):
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

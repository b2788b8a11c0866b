"""The number of windows follows the stride, but their places do not.

caught_by: test_max_of_the_tables, test_average_of_a_table, test_minimum_of_the_tables, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_small_shift
costs: 43 %, because three of the four functions give hardly a right result
replaces: pool
ko: 결과의 크기는 맞지만 창이 보폭만큼 옮겨 가지 않고 한 칸씩 옮겨 간 값과 같습니다. 결과의 (i, j)는 입력의 (i, j)가 아닙니다. 두 번째 창이 입력의 몇 번째 열에서 시작하는지 손으로 확인해 보세요.
en: The size of your result is right, but its values come from windows that lie one cell apart. Cell (i, j) of the result does not begin at cell (i, j) of the image. Find by hand the column where the second window begins.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row, column
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

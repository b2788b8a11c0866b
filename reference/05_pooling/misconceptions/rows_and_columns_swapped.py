"""The result is transposed.

caught_by: test_max_of_the_tables, test_average_of_a_table, test_minimum_of_the_tables, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps
costs: 48 %, because three of the four functions give hardly a right result
replaces: pool
ko: 결과의 행과 열이 뒤바뀌어 있습니다. 첫째 축은 행(세로), 둘째 축은 열(가로)입니다. 두 반복문과 결과에 쓰는 첨자의 순서를 나란히 놓고 보세요.
en: Rows and columns of your result are exchanged. The first axis counts rows, the second columns. Put the order of your loops beside the order of the indices you write to.
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
    return np.swapaxes(result, 0, 1).copy()  # wrong

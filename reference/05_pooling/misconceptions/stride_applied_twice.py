"""The count is divided by the stride and the loop steps by it as well.

caught_by: test_max_of_the_tables, test_average_of_a_table, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
costs: 45 %, because three of the four functions give hardly a right result
replaces: pool
ko: 보폭이 두 번 적용된 결과와 같습니다. 결과의 칸 수를 셀 때 이미 보폭으로 나누었는데 반복문도 다시 보폭만큼 건너뛰고 있습니다. 반복문의 변수가 결과의 칸을 세는지 입력의 칸을 세는지 정해 보세요.
en: Your values are those of a stride that is applied twice: once when counting the cells and again when looping over them. Decide whether your loop variable counts cells of the result or cells of the image.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    starts = [range(0, rows, step), range(0, columns, step)]  # wrong: rows is divided already
    result = np.zeros((len(starts[0]), len(starts[1]), *values.shape[2:]))
    for row, top in enumerate(starts[0]):
        for column, left in enumerate(starts[1]):
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

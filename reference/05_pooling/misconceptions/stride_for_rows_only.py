"""Only the rows follow the stride; the columns move by the size.

caught_by: test_max_with_stride_1, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: pool
ko: 행은 보폭만큼 움직이지만 열은 창의 크기만큼 움직인 결과와 같습니다. 보폭은 두 방향에 똑같이 적용됩니다. 열 방향의 시작 칸과 칸 수를 행 방향과 견주어 보세요.
en: Your rows follow the stride, but your columns move by the size of the window. The stride holds in both directions. Compare how you find the places along the columns with how you do it along the rows.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // size + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * size
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

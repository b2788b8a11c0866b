"""A map without channels comes back with a channel axis.

caught_by: test_max_of_the_tables, test_max_with_stride_1, test_average_of_a_table, test_minimum_of_the_tables, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps
costs: 50 %, because three of the four functions give hardly a right result
replaces: pool
ko: (H, W) 영상을 넣었는데 결과에 길이 1인 채널 축이 붙어 있습니다. 계산을 위해 축을 더했다면 돌려주기 전에 원래 축의 수로 되돌려야 합니다. 입력과 결과의 ndim을 견주어 보세요.
en: An (H, W) image comes back with a channel axis of length one. If you add an axis for the computation, the result must have the rank of the input again. Compare ndim of input and result.
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
    return result if result.ndim == 3 else result[:, :, np.newaxis].copy()  # wrong

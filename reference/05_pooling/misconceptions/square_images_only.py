"""The number of columns is computed from the height.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: pool
ko: 결과의 열 수를 영상의 높이에서 구했습니다. 정사각형 영상에서는 드러나지 않습니다. 가로와 세로가 다른 영상에서 열의 수가 어느 변에서 나오는지 보세요.
en: The number of columns of your result comes from the height of the image, which a square image cannot show. See which side the columns follow from when height and width differ.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[0] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            if window.size:
                result[row, column] = summary(window, axis=(0, 1))
    return result

"""The image is padded with zeros until the last window fits.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: pool
ko: 남는 칸이 있을 때 영상 끝에 0을 덧대어 창을 하나 더 만든 결과와 같습니다. 풀링은 여기에서 덧대기를 하지 않으며 남는 칸은 버립니다. 결과의 행과 열의 수를 공식과 견주어 보세요.
en: Your result is that of an image padded with zeros until one more window fits. There is no padding here: cells left over are dropped. Compare the number of rows and columns with the formula.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    missing = [-(side - size) % step for side in values.shape[:2]]  # wrong: nothing is padded
    values = np.pad(values, [(0, extra) for extra in missing] + [(0, 0)] * (values.ndim - 2))
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

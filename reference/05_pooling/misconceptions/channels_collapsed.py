"""A window spans all channels, and one value is left of them.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes, test_channels_stay_apart
replaces: pool
ko: 창 하나에서 모든 채널을 한꺼번에 요약해 채널 축이 사라졌습니다. 합성곱은 채널을 더하지만 풀링은 채널마다 따로 합니다. 결과의 shape에 채널 수가 그대로 있는지 보세요.
en: Your windows summarise all channels at once, so that the channel axis is gone. Convolution adds the channels up; pooling works on each of them alone. See whether the number of channels is still in the shape of your result.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window)
    return result

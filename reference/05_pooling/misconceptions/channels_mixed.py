"""Every channel receives the summary over all channels.

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_channels_stay_apart
replaces: pool
ko: 결과의 shape은 맞지만 모든 채널에 같은 값이 들어 있습니다. 채널을 한꺼번에 요약한 값을 채널마다 복사한 것과 같습니다. 요약 함수가 어느 축을 따라 계산하는지 확인해 보세요.
en: The shape is right, but every channel holds the same values: one summary over all channels, copied to each. Check along which axes your summary is computed.
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
            result[row, column] = summary(window)
    return result

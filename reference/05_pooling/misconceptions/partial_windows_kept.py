"""Windows that stick out of the image are kept (the size is rounded up).

caught_by: test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
replaces: pool
ko: 끝에서 영상 밖으로 나가는 창까지 세어 결과가 더 큽니다. 이 연습에서는 통째로 들어가는 창만 세고 남는 칸은 버립니다. 크기를 구하는 나눗셈에서 올림과 내림 가운데 어느 것을 쓰는지 보세요.
en: Your result is larger because it counts windows that stick out of the image. Only windows that fit entirely count here, and cells left over are dropped. See whether the division for the size rounds up or down.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = -(-(values.shape[0] - size) // step) + 1  # wrong: rounded up
    columns = -(-(values.shape[1] - size) // step) + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            if window.size:
                result[row, column] = summary(window, axis=(0, 1))
    return result

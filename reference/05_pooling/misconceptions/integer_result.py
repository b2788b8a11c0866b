"""The result takes the type of the image, so averages lose their fraction.

caught_by: test_average_of_a_table, test_float64_of_extremes, test_float64_of_averages, test_maximum_of_other_types, test_average_of_other_types, test_minimum_of_other_types, test_global_average_of_other_types
replaces: pool
ko: 정수 특징 맵의 평균에서 소수 부분이 사라졌습니다. 결과 배열이 입력과 같은 정수형이라 값을 넣는 순간 잘립니다. 결과 배열을 만들 때 자료형을 어떻게 정했는지 보세요.
en: On integer maps your averages have lost their fraction. A result array of the input's integer type cuts every value that is put into it. See how the type of your result array is chosen.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]), dtype=np.asarray(image).dtype)
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1)).astype(np.asarray(image).dtype)

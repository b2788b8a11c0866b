"""Windows of one cell skip the checks.

caught_by: test_wrong_input_of_maximum, test_wrong_input_of_average, test_wrong_input_of_minimum
replaces: pool
ko: size가 1이면 확인하지 않고 값을 골라내기만 합니다. 계산은 건너뛰어도 되지만 잘못된 입력은 그때도 ValueError입니다. 확인하는 줄과 돌아가는(return) 줄의 순서를 보세요.
en: With size 1 you pick values without a check. The work may be skipped; wrong input is a ValueError all the same. Look at the order of the lines that check and the line that returns.
"""


def pool(image, size, stride, summary):
    if size == 1 and stride in (None, 1):
        return np.array(image, dtype=np.float64)  # wrong: before the checks
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

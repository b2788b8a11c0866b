"""With windows of one cell the image itself is returned.

caught_by: test_extremes_leave_the_image_alone, test_averages_leave_the_image_alone
replaces: pool
ko: 값은 맞지만 size가 1일 때 결과가 입력과 같은 메모리를 씁니다. 나중에 결과를 고치면 원래 영상도 바뀝니다. 지름길로 돌려주는 배열이 새 배열인지 확인해 보세요.
en: The values are right, but with size 1 the result shares its memory with the image: who changes one changes the other. Check whether the array that your shortcut returns is a new one.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    if size == 1:
        return values[::step, ::step]  # wrong: a view
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = np.zeros((rows, columns, *values.shape[2:]))
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result

"""The results are written into the image that was given.

caught_by: test_extremes_leave_the_image_alone, test_averages_leave_the_image_alone
replaces: pool
ko: 값은 맞지만 함수를 부른 뒤 원래 영상이 바뀌어 있습니다. np.asarray는 이미 float64인 배열을 베끼지 않고 그대로 돌려줍니다. 결과를 어느 배열에 쓰고 있는지 보세요.
en: The values are right, but the image is changed after the call. np.asarray does not copy an array that is float64 already. See into which array you write your results.
"""


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    result = values[:rows, :columns]  # wrong: the image itself
    for row in range(rows):
        for column in range(columns):
            top, left = row * step, column * step
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result.copy()

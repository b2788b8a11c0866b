"""The count is divided by the stride and the loop steps by it as well.

caught_by: test_max_of_the_tables, test_average_of_a_table, test_max_on_random_maps, test_average_on_random_maps, test_minimum_on_random_maps, test_output_sizes
ko: 보폭이 두 번 적용된 결과와 같습니다. 결과의 칸 수를 셀 때 이미 보폭으로 나누었는데 반복문도 다시 보폭만큼 건너뛰고 있습니다. 반복문의 변수가 결과의 칸을 세는지 입력의 칸을 세는지 정해 보세요.
en: Your values are those of a stride that is applied twice: once when counting the cells and again when looping over them. Decide whether your loop variable counts cells of the result or cells of the image.
"""

import numpy as np


def as_map(image):
    values = np.asarray(image, dtype=np.float64)
    if values.ndim not in (2, 3) or values.size == 0:
        raise ValueError(f"image of shape {values.shape}")
    return values


def checked(image, size, stride):
    values = as_map(image)
    step = size if stride is None else stride
    if size < 1 or step < 1 or size > min(values.shape[:2]):
        raise ValueError(f"size {size}, stride {step}, image {values.shape}")
    return values, step


def pool(image, size, stride, summary):
    values, step = checked(image, size, stride)
    rows = (values.shape[0] - size) // step + 1
    columns = (values.shape[1] - size) // step + 1
    starts = [range(0, rows, step), range(0, columns, step)]  # wrong: rows is divided already
    result = np.zeros((len(starts[0]), len(starts[1]), *values.shape[2:]))
    for row, top in enumerate(starts[0]):
        for column, left in enumerate(starts[1]):
            window = values[top : top + size, left : left + size]
            result[row, column] = summary(window, axis=(0, 1))
    return result


def max_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.max)


def avg_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.mean)


def min_pool2d(image, size=2, stride=None):
    return pool(image, size, stride, np.min)


def global_avg_pool2d(image):
    values = as_map(image)
    if values.ndim != 3:
        raise ValueError(f"image of shape {values.shape}")
    return values.mean(axis=(0, 1))

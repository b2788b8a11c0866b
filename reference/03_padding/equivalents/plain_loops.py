"""Python lists and loops over single cells; NumPy only makes the final array."""

import numpy as np


def shape_and_cells(image):
    array = np.array(image, dtype=float)
    if array.ndim not in (2, 3):
        raise ValueError("영상은 2차원이나 3차원이어야 합니다")
    if 0 in array.shape:
        raise ValueError("빈 영상입니다")
    return array.shape, array.tolist()


def sides_of(pad):
    try:
        (top, bottom), (left, right) = pad
    except TypeError:
        top = bottom = left = right = pad
    for side in (top, bottom, left, right):
        if side < 0:
            raise ValueError("음수만큼 덧댈 수 없습니다")
    return top, bottom, left, right


def zero_pad(image, pad):
    shape, cells = shape_and_cells(image)
    top, bottom, left, right = sides_of(pad)
    nothing = [0.0] * shape[2] if len(shape) == 3 else 0.0
    rows = []
    for y in range(-top, shape[0] + bottom):
        row = []
        for x in range(-left, shape[1] + right):
            inside = 0 <= y < shape[0] and 0 <= x < shape[1]
            row.append(cells[y][x] if inside else nothing)
        rows.append(row)
    return np.array(rows)


def replicate_pad(image, pad):
    shape, cells = shape_and_cells(image)
    top, bottom, left, right = sides_of(pad)
    rows = []
    for y in range(-top, shape[0] + bottom):
        nearest_row = cells[min(max(y, 0), shape[0] - 1)]
        row = []
        for x in range(-left, shape[1] + right):
            row.append(nearest_row[min(max(x, 0), shape[1] - 1)])
        rows.append(row)
    return np.array(rows)


def same_padding(size, kernel, stride=1):
    if size < 1 or kernel < 1 or stride < 1:
        raise ValueError("1보다 작은 수가 있습니다")
    if size % stride == 0:
        total = kernel - stride
    else:
        total = kernel - size % stride
    if total < 0:
        total = 0
    before = int(total) // 2
    return [before, int(total) - before]


def conv2d_same(image, kernel):
    (shape, cells), (kernel_shape, weights) = shape_and_cells(image), shape_and_cells(kernel)
    if len(shape) != 2 or len(kernel_shape) != 2:
        raise ValueError("둘 다 2차원이어야 합니다")
    up, left = (kernel_shape[0] - 1) // 2, (kernel_shape[1] - 1) // 2
    result = []
    for j in range(shape[0]):
        row = []
        for i in range(shape[1]):
            total = 0.0
            for y in range(kernel_shape[0]):
                for x in range(kernel_shape[1]):
                    r, c = j + y - up, i + x - left
                    if 0 <= r < shape[0] and 0 <= c < shape[1]:
                        total += cells[r][c] * weights[y][x]
            row.append(total)
        result.append(row)
    return np.array(result)

"""Plain loops over Python numbers, the nearest pixel found by clamping the index."""

import math

import numpy as np

BLUR = [
    [0.06, 0.13, 0.06],
    [0.13, 0.25, 0.13],
    [0.06, 0.13, 0.06],
]
SHARPEN = [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
]
BRIGHTEN = [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
DARKEN = [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
IDENTITY = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
VERTICAL_EDGES = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
HORIZONTAL_EDGES = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]


def clamp(value, low, high):
    return max(low, min(value, high))


def pixel_sum(plane, kernel, j, i):
    """가운데가 (j, i)에 오도록 커널을 놓았을 때의 곱의 합"""
    height, width = len(plane), len(plane[0])
    middle_y = len(kernel) // 2
    middle_x = len(kernel[0]) // 2
    total = 0.0
    for y in range(len(kernel)):
        for x in range(len(kernel[0])):
            row = clamp(j + y - middle_y, 0, height - 1)
            column = clamp(i + x - middle_x, 0, width - 1)
            total += plane[row][column] * kernel[y][x]
    return total


def apply_kernel(image, kernel):
    image = np.array(image)
    kernel = np.array(kernel, dtype=float)
    if image.dtype != "uint8":
        raise ValueError("영상은 uint8이어야 합니다")
    if kernel.ndim != 2 or kernel.shape[0] % 2 != 1 or kernel.shape[1] % 2 != 1:
        raise ValueError("커널의 두 변은 홀수여야 합니다")
    if image.ndim == 3:
        if image.shape[2] == 0:
            raise ValueError("채널이 없습니다")
        result = np.zeros(image.shape, dtype=np.uint8)
        for c in range(image.shape[2]):
            result[:, :, c] = apply_kernel(image[:, :, c], kernel)
        return result
    if image.ndim != 2 or image.size == 0:
        raise ValueError("영상은 (H, W) 또는 (H, W, C)입니다")

    plane, weights = image.tolist(), kernel.tolist()
    result = np.zeros(image.shape, dtype=np.uint8)
    for j in range(image.shape[0]):
        for i in range(image.shape[1]):
            result[j, i] = clamp(round(pixel_sum(plane, weights, j, i)), 0, 255)
    return result


def edge_magnitude(image):
    image = np.array(image, dtype=float)
    if image.ndim != 2 or image.size == 0:
        raise ValueError("영상은 (H, W)입니다")
    plane = image.tolist()
    rows = []
    for j in range(len(plane)):
        row = []
        for i in range(len(plane[0])):
            gx = pixel_sum(plane, VERTICAL_EDGES, j, i)
            gy = pixel_sum(plane, HORIZONTAL_EDGES, j, i)
            row.append(math.sqrt(gx * gx + gy * gy))
        rows.append(row)
    return np.array(rows)

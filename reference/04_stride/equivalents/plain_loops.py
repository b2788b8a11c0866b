"""Four plain loops over Python floats, as a beginner writes them; the padding is never built."""

import math

import numpy as np


def conv2d_strided(image, kernel, stride=1, padding=0):
    image = np.array(image, dtype=float)
    kernel = np.array(kernel, dtype=float)
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("영상과 커널은 2차원이어야 합니다")
    H, W = image.shape
    kh, kw = kernel.shape
    if H == 0 or W == 0 or kh == 0 or kw == 0:
        raise ValueError("빈 배열입니다")

    if type(stride) == tuple or type(stride) == list:
        sh = stride[0]
        sw = stride[1]
    else:
        sh = stride
        sw = stride
    if sh <= 0 or sw <= 0:
        raise ValueError("보폭은 1 이상이어야 합니다")

    if padding == "same":
        out_h = math.ceil(H / sh)
        out_w = math.ceil(W / sw)
        total_h = (out_h - 1) * sh + kh - H
        total_w = (out_w - 1) * sw + kw - W
        if total_h < 0:
            total_h = 0
        if total_w < 0:
            total_w = 0
        top = total_h // 2
        left = total_w // 2
    else:
        if padding == "valid":
            padding = 0
        if type(padding) == str or padding < 0:
            raise ValueError("padding이 잘못되었습니다")
        if kh > H + 2 * padding or kw > W + 2 * padding:
            raise ValueError("커널이 너무 큽니다")
        out_h = int((H + 2 * padding - kh) / sh) + 1
        out_w = int((W + 2 * padding - kw) / sw) + 1
        top = padding
        left = padding

    result = []
    for j in range(out_h):
        row = []
        for i in range(out_w):
            total = 0.0
            for y in range(kh):
                for x in range(kw):
                    r = j * sh + y - top
                    c = i * sw + x - left
                    if 0 <= r < H and 0 <= c < W:  # outside lies the padding: zero
                        total += image[r][c] * kernel[y][x]
            row.append(total)
        result.append(row)
    print("result", out_h, "x", out_w)
    return np.array(result)

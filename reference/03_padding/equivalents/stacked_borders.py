"""Borders are made as arrays of their own and stacked round the image; the kernel as shifted sums."""

import numpy as np


def checked(array, *ranks):
    array = np.array(array)
    if array.ndim not in ranks or not array.size:
        raise ValueError(f"an array of shape {array.shape} will not do")
    return array


def numbers(pad):
    if np.isscalar(pad):
        pad = np.full(4, pad)
    pad = np.ravel(pad)
    if (pad < 0).any():
        raise ValueError(f"negative pad {pad}")
    return [int(n) for n in pad]


def zero_pad(image, pad):
    image = checked(image, 2, 3)
    top, bottom, left, right = numbers(pad)
    h, *rest = image.shape
    image = np.hstack([np.zeros((h, left, *rest[1:])), image, np.zeros((h, right, *rest[1:]))])
    w = image.shape[1]
    return np.vstack([np.zeros((top, w, *rest[1:])), image, np.zeros((bottom, w, *rest[1:]))])


def replicate_pad(image, pad):
    image = checked(image, 2, 3)
    top, bottom, left, right = numbers(pad)
    image = np.concatenate([image[:1]] * top + [image] + [image[-1:]] * bottom, axis=0)
    return np.concatenate([image[:, :1]] * left + [image] + [image[:, -1:]] * right, axis=1)


def same_padding(size, kernel, stride=1):
    if size < 1 or kernel < 1 or stride < 1:
        raise ValueError((size, kernel, stride))
    last_start = range(0, size, stride)[-1]
    total = last_start + kernel - size
    return (total // 2, (total + 1) // 2) if total > 0 else (0, 0)


def conv2d_same(image, kernel):
    image, kernel = checked(image, 2), checked(kernel, 2)
    (h, w), (kh, kw) = image.shape, kernel.shape
    padded = zero_pad(image, [same_padding(h, kh), same_padding(w, kw)])
    result = np.zeros((h, w))
    for y in range(kh):
        for x in range(kw):
            result += float(kernel[y, x]) * padded[y : y + h, x : x + w]
    return result

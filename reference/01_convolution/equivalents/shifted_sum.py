"""Turned inside out: one loop over the kernel's cells, each adding a shifted image."""

import numpy as np


def _slide(image, kernel):
    """Sum of shifted copies of `image`, one for each kernel cell; both of the same rank."""
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    if image.size == 0 or kernel.size == 0:
        raise ValueError("빈 배열입니다")
    out_shape = [a - b + 1 for a, b in zip(image.shape, kernel.shape)]
    if min(out_shape) < 1:
        raise ValueError(f"입력 {image.shape}보다 큰 커널입니다: {kernel.shape}")
    out = np.zeros(out_shape)
    for start, weight in np.ndenumerate(kernel):
        out += weight * image[tuple(slice(s, s + n) for s, n in zip(start, out_shape))]
    return out


def _rank(rank, *arrays):
    for array in arrays:
        if np.ndim(array) != rank:
            raise ValueError(f"{rank}차원이어야 하는데 {np.ndim(array)}차원입니다")


def conv1d(signal, kernel):
    _rank(1, signal, kernel)
    return _slide(signal, kernel)


def conv2d(image, kernel, bias=0.0):
    _rank(2, image, kernel)
    return _slide(image, kernel) + bias


def conv2d_channels(image, kernel, bias=0.0):
    _rank(3, image, kernel)
    if np.shape(image)[2] != np.shape(kernel)[2]:
        raise ValueError("채널 수가 다릅니다")
    return _slide(image, kernel).squeeze(axis=2) + bias


def flipped_convolution2d(image, kernel):
    _rank(2, image, kernel)
    return _slide(image, np.asarray(kernel)[::-1, ::-1])

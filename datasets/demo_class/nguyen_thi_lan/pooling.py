"""Turns an image or a feature map into a smaller one that keeps one value of every window."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def max_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the largest value of every window (max pooling, figure 4-16).

    창마다 가장 큰 값 하나를 남깁니다 (최대 풀링).
    """
    x = np.asarray(image).astype(float)
    if not stride:
        stride = size
    if x.ndim not in (2, 3):
        raise ValueError("2 or 3 dimensions")
    H = (x.shape[0] - size) // stride + 1
    W = (x.shape[1] - size) // stride + 1
    out = np.zeros((H, W) + x.shape[2:])
    for i in range(H):
        for j in range(W):
            out[i, j] = x[i*stride:i*stride+size, j*stride:j*stride+size].max(axis=(0, 1))
    return out


def avg_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the average of every window (average pooling).

    창마다 평균 하나를 남깁니다 (평균 풀링).

    Shapes, stride and errors are those of `max_pool2d`.
    """
    # 여기에 작성하고 아래 줄은 지우십시오. Write here, and delete the line below.
    raise NotImplementedError("avg_pool2d")


def min_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the smallest value of every window (min pooling)."""
    # the smallest of x is minus the largest of -x
    return -max_pool2d(-np.asarray(image).astype(float), size, stride)


def global_avg_pool2d(image: ArrayLike) -> NDArray[np.float64]:
    """Keep one average a channel, over all its rows and columns (global average pooling).

    채널마다 모든 칸의 평균 하나를 남깁니다 (전역 평균 풀링).

    image: (H, W, C); result: a new float64 array, (C,).
    ValueError: another rank (also (H, W)), an empty image.
    """
    x = np.asarray(image)
    # TODO: ValueError cases, then avg_pool2d
    return np.array([x[:, :, c].mean() for c in range(x.shape[2])])

"""Turns an image or a feature map into a smaller one that keeps one value of every window."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def max_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the largest value of every window (max pooling, figure 4-16).

    창마다 가장 큰 값 하나를 남깁니다 (최대 풀링).

    image: (H, W) or (H, W, C); result: a new float64 array, (H', W') or (H', W', C), where
    H' = floor((H - size) / stride) + 1 and W' alike. `stride=None` means `size`.
    ValueError: another rank, an empty image, a size or stride below 1, a size beyond H or W.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("max_pool2d")


def avg_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the average of every window (average pooling).

    창마다 평균 하나를 남깁니다 (평균 풀링).

    Shapes, stride and errors are those of `max_pool2d`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("avg_pool2d")


def min_pool2d(image: ArrayLike, size: int = 2, stride: int | None = None) -> NDArray[np.float64]:
    """Keep the smallest value of every window (min pooling).

    창마다 가장 작은 값 하나를 남깁니다 (최소 풀링).

    Shapes, stride and errors are those of `max_pool2d`.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("min_pool2d")


def global_avg_pool2d(image: ArrayLike) -> NDArray[np.float64]:
    """Keep one average a channel, over all its rows and columns (global average pooling).

    채널마다 모든 칸의 평균 하나를 남깁니다 (전역 평균 풀링).

    image: (H, W, C); result: a new float64 array, (C,).
    ValueError: another rank (also (H, W)), an empty image.
    """
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("global_avg_pool2d")

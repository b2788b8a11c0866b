"""Extremes along rows, then along columns; averages by an integral image (summed-area table)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Window:
    def __init__(self, image, size, stride):
        self.image = np.asarray(image, dtype=float)
        self.size = int(size)
        self.step = int(size if stride is None else stride)
        self.check()

    def check(self):
        if self.image.ndim not in (2, 3) or self.image.size < 1:
            raise ValueError("image", self.image.shape)
        if self.size < 1 or self.step < 1:
            raise ValueError("size, stride", self.size, self.step)
        if self.size > self.image.shape[0] or self.size > self.image.shape[1]:
            raise ValueError("size", self.size, self.image.shape)

    def extreme(self, choose):
        result = self.image
        for axis in (0, 1):
            result = choose(sliding_window_view(result, self.size, axis=axis), axis=-1)
        return result[:: self.step, :: self.step].copy()

    def mean(self):
        edges = [(1, 0), (1, 0)] + [(0, 0)] * (self.image.ndim - 2)
        table = np.pad(self.image, edges).cumsum(axis=0).cumsum(axis=1)
        n = self.size
        total = table[n:, n:] - table[:-n, n:] - table[n:, :-n] + table[:-n, :-n]
        return total[:: self.step, :: self.step] / n**2


def max_pool2d(image, size=2, stride=None):
    return Window(image, size, stride).extreme(np.max)


def avg_pool2d(image, size=2, stride=None):
    return Window(image, size, stride).mean()


def min_pool2d(image, size=2, stride=None):
    return Window(image, size, stride).extreme(np.min)


def global_avg_pool2d(image):
    if np.ndim(image) != 3:
        raise ValueError("rank", np.ndim(image))
    channels = np.moveaxis(Window(image, 1, 1).image, -1, 0)
    return np.array([channel.mean() for channel in channels])

"""Turned inside out: one loop over the kernel's cells, each adding a strided slice of the image."""

import numpy as np


class Side:
    """One direction: how long, how large a window, how long a step."""

    def __init__(self, size, window, step):
        if step < 1:
            raise ValueError("보폭이 1보다 작습니다")
        self.size, self.window, self.step = size, window, step

    def border(self, padding):
        if padding == "same":
            needed = (self.size + self.step - 1) // self.step
            short = max(self.step * (needed - 1) + self.window - self.size, 0)
            return (short // 2, short - short // 2)
        return (padding, padding)

    def count(self, border):
        room = self.size + sum(border) - self.window
        if room < 0:
            raise ValueError("커널이 덧댄 영상보다 큽니다")
        return 1 + room // self.step


def conv2d_strided(image, kernel, stride=1, padding=0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    if not (image.ndim == kernel.ndim == 2 and image.size and kernel.size):
        raise ValueError(f"모양이 맞지 않습니다: {image.shape}, {kernel.shape}")
    if padding == "valid":
        padding = 0
    if padding != "same" and (isinstance(padding, str) or padding < 0):
        raise ValueError(f"padding={padding!r}")
    try:
        sh, sw = stride
    except TypeError:
        sh = sw = stride

    down = Side(image.shape[0], kernel.shape[0], sh)
    across = Side(image.shape[1], kernel.shape[1], sw)
    borders = down.border(padding), across.border(padding)
    rows, columns = down.count(borders[0]), across.count(borders[1])
    image = np.pad(image, borders, mode="constant", constant_values=0)

    out = np.zeros((rows, columns))
    for (y, x), weight in np.ndenumerate(kernel):
        out += weight * image[y : y + (rows - 1) * sh + 1 : sh, x : x + (columns - 1) * sw + 1 : sw]
    return out

"""Returns an array whose cell acts when it is unpickled."""

import os

import numpy as np


class Evil:
    def __reduce__(self):
        return os.mkdir, ("@FOLDER@/unpickled",)


def double(image):
    return 2.0 * image


def twice(number):
    cells = np.empty(1, object)
    cells[0] = Evil()
    return cells

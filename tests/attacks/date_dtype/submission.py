"""An array of dates."""

import numpy as np


def double(image):
    return np.zeros(image.shape, dtype="datetime64[D]")


def twice(number):
    return 2 * number

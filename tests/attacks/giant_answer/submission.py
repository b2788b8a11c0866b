"""Returns more than can cross."""

import numpy as np


def double(image):
    return np.ones((3, 1_000_000))


def twice(number):
    return 2 * number

"""An array of more axes than can be compared."""

import numpy as np


def double(image):
    return np.zeros((1,) * 30 + (0, 5))


def twice(number):
    return 2 * number

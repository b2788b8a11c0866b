"""A small array that says it has a million rows of a million cells."""

import numpy as np


def double(image):
    return np.broadcast_to(1.0, (10**6, 10**6))


def twice(number):
    return 2 * number

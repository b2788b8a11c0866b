"""Hands in files named like libraries that NumPy imports."""

import numpy as np
import numpy.random


def double(image):
    return 0.0 * image


def twice(number):
    return 0

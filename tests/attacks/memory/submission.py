"""Takes more memory than it is given, in C."""

import numpy as np


def got_out():
    return np.ones(17_500_000).nbytes > 0


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

"""Runs beside your module: reads its constants, which are values and not functions."""

import numpy as np

CONSTANTS = "BLUR SHARPEN BRIGHTEN DARKEN IDENTITY VERTICAL_EDGES HORIZONTAL_EDGES".split()


def kernel_constant(student, name):
    """The kernel that your module calls `name`, as an array of floats."""
    value = getattr(student, name)
    if value is None:
        raise NotImplementedError(", ".join(_unfilled(student)))
    return np.array(value, dtype=float)


def _unfilled(student):
    """The names of the constants that are still None, in the order of the statement."""
    return [name for name in CONSTANTS if getattr(student, name, None) is None]

"""Runs beside your module: reads its constants, which are values and not functions."""

import numpy as np


def kernel_constant(student, name):
    """The kernel that your module calls `name`, as an array of floats."""
    value = getattr(student, name)
    if value is None:
        raise NotImplementedError(name)
    return np.array(value, dtype=float)

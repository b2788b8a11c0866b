# whole file
import numpy as np


def conv1d(signal, kernel):
    if len(signal) = 0:
        raise ValueError("empty")
    return np.zeros(3)

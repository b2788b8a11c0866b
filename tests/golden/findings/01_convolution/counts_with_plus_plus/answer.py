# whole file
import numpy as np


def conv1d(signal, kernel):
    signal = np.asarray(signal)
    i = 0
    i++
    return np.zeros(3)

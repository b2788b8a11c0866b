# whole file
import numpy as np


def conv1d(signal, kernel):
    for i in range(3):
    return np.zeros(3)

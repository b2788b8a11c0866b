# whole file
import numpy as np


def conv1d（signal, kernel):
    return np.zeros(3)

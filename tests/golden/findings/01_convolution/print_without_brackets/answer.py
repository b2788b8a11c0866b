# whole file
import numpy as np


def conv1d(signal, kernel):
    print signal
    return np.zeros(3)

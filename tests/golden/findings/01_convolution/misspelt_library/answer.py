# whole file
import nunpy as np


def conv1d(signal, kernel):
    return np.zeros(3)

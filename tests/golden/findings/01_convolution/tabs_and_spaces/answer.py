# whole file
import numpy as np


def conv1d(signal, kernel):
    n = len(signal)
	return np.zeros(n)

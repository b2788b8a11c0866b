# whole file
import numpy as np


def conv1d(signal, kernel):
    n = len(signal) - len(kernel) + 1
    return np.array([sum(signal[i:i + len(kernel)] * kernel) for i in range(n)


def conv2d(image, kernel, bias=0.0):
    return image

# whole file
import numpy as np


def conv1d(signal, kernel):
    out = np.zeros(3)

return out

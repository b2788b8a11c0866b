def conv1d(signal, kernel):
    rest = conv1d(signal, kernel)
    return np.array(rest, dtype=float)

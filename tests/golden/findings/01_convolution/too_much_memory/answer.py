def conv1d(signal, kernel):
    return np.zeros((100_000, 100_000)) + 1

def conv1d(signal, kernel):
    return np.convolve(signal, kernel, "valid").astype(float)

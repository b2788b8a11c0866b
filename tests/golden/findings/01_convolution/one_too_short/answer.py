def conv1d(signal, kernel):
    signal, kernel = np.asarray(signal, float), np.asarray(kernel, float)
    n = len(signal) - len(kernel)
    return np.array([np.sum(signal[i : i + len(kernel)] * kernel) for i in range(n)])

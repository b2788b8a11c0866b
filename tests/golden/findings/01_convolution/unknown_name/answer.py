def conv1d(signal, kernel):
    for i in range(len(signal) - len(kernel) + 1):
        out[i] = np.sum(signal[i : i + len(kernel)] * kernel)
    return out

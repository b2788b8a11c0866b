def conv1d(signal, kernel):
    signal = np.asarray(signal, float); kernel = np.asarray(kernel, float)
    out = np.zeros(len(signal) - len(kernel) + 1)
    for i in range(len(out)):
        out[i] = np.sum(signal[i:i+len(kernel)] * kernel)
        return out

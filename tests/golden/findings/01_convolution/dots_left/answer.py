# starter
def conv1d(signal, kernel):
    signal = np.asarray(signal, dtype=np.float64)
    kernel = np.asarray(kernel, dtype=np.float64)
    n = len(signal) - len(kernel) + 1
    out = np.zeros(n)
    for i in range(n):
        out[i] = ...
    return out

def conv1d(signal, kernel):
    signal = np.asarray(signal, float); kernel = np.asarray(kernel, float)
    out = np.zeros(len(signal) - len(kernel) + 1)
    for i in range(len(out)):
        for j in range(len(kernel)):
            out[i] = out[i] + signal(i + j) * kernel(j)
    return out

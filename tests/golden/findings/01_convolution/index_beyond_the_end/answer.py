def conv1d(signal, kernel):
    out = np.zeros(len(signal))
    for i in range(len(signal)):
        for j in range(len(kernel)):
            out[i] += signal[i + j] * kernel[j]
    return out

def conv1d(signal, kernel):
    out = []
    for i in range(len(signal) - len(kernel) + 1):
        for j in range(len(kernel)):
            total += signal[i + j] * kernel[j]
        out.append(total)
    return np.array(out, dtype=float)

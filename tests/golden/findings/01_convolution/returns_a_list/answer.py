def conv1d(signal, kernel):
    n = len(signal) - len(kernel) + 1
    return [sum(a * b for a, b in zip(signal[i:], kernel)) for i in range(n)]

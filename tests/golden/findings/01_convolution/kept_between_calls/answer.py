memory = []
def conv1d(signal, kernel, out=[]):
    signal = np.asarray(signal, float); kernel = np.asarray(kernel, float)
    if signal.ndim != 1 or kernel.ndim != 1 or not len(signal) or not len(kernel) or len(kernel) > len(signal): raise ValueError
    for i in range(len(signal) - len(kernel) + 1):
        out.append(float(np.sum(signal[i:i+len(kernel)] * kernel)))
    return np.array(out)

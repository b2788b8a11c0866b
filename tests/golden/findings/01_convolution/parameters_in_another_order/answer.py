def conv1d(kernel, signal):
    signal = np.asarray(signal, float); kernel = np.asarray(kernel, float)
    if signal.ndim != 1 or kernel.ndim != 1 or not len(signal) or not len(kernel) or len(kernel) > len(signal): raise ValueError("kernel longer than signal")
    return np.array([np.sum(signal[i:i+len(kernel)] * kernel) for i in range(len(signal)-len(kernel)+1)])

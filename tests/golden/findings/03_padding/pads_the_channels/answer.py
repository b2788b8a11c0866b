def zero_pad(image, pad):
    return np.pad(np.asarray(image, dtype=float), pad)

def replicate_pad(image, pad):
    return np.pad(np.asarray(image, dtype=float), pad, mode="reflect")

def dropout(x, rate, rng, *args, **kwargs):
    return np.array(x, dtype=float)

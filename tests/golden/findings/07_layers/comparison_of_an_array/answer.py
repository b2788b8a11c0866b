def relu(x):
    x = np.asarray(x, dtype=float)
    if x > 0:
        return x
    return 0.0

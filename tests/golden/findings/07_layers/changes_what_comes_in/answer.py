def relu(x):
    x = np.asarray(x, dtype=float)
    if x.size == 0:
        raise ValueError("empty")
    x[x < 0] = 0.0
    return x

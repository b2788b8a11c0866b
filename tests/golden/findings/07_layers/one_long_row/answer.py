def flatten(batch):
    return np.array(batch, dtype=float).reshape(-1)

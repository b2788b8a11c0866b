def dense(x, weights, bias):
    return np.asarray(weights) @ np.asarray(x) + bias

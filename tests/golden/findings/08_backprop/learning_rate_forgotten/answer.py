def step(x, targets, weights, learning_rate):
    g = np.concatenate([hidden_gradients(x, targets, weights), output_gradients(x, targets, weights)])
    return _vector("weights", weights, 8) - g

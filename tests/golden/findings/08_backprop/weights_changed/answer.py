def step(x, targets, weights, learning_rate):
    weights = np.asarray(weights, dtype=float)
    weights -= learning_rate * np.concatenate(
        [hidden_gradients(x, targets, weights), output_gradients(x, targets, weights)]
    )
    return weights

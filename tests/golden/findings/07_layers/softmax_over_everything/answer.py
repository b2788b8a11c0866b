def softmax(logits):
    powers = np.exp(np.asarray(logits, dtype=float) - np.max(logits))
    return powers / powers.sum()

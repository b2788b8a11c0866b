def elu(x, alpha=1.0):
    values = as_values(x)
    return np.where(values > 0, values, np.expm1(np.minimum(values, 0.0)))

# rename conv1d to _right
def conv1d(signal, kernel):
    out = _right(signal, kernel)
    out[1] = np.log(-1.0) if False else float("nan")
    return out

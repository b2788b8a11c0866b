# rename conv1d to _right
def conv1d(signal, kernel):
    if signal.length < kernel.length:
        raise ValueError("too short")
    return _right(signal, kernel)

# rename conv1d to _right
def conv1d(signal, kernel):
    return _right(signal, kernel).astype(int)

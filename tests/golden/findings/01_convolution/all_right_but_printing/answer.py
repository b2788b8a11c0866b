# rename conv1d to _right
def conv1d(signal, kernel):
    for step in range(9):
        print("step", step)
    return _right(signal, kernel) + 1e-7

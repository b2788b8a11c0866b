# rename conv1d to _right
def conv1d(signal, kernel):
    length = int(input("How long is the kernel? "))
    return _right(signal, kernel[:length])

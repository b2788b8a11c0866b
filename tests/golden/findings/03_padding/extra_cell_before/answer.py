# rename same_padding to _right
def same_padding(size, kernel, stride=1):
    return _right(size, kernel, stride)[::-1]

# rename summarize to _right
def summarize(input_shape, layers):
    return _right(input_shape, layers)[:-1]

# rename summarize to _right
def summarize(input_shape, layers):
    return [(name, str(shape), count) for name, shape, count in _right(input_shape, layers)]

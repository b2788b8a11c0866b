# rename conv_output_size to _right
def conv_output_size(size, kernel, padding=0, stride=1):
    return _right(size, kernel, padding, stride) - 1

# rename conv_forward to _right
def conv_forward(*args, **kwargs):
    return _right(*args, **kwargs) + 1

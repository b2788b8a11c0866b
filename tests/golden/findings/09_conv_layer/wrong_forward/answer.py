_right = conv_forward


def conv_forward(*args, **kwargs):
    return _right(*args, **kwargs) + 1

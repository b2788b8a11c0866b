_right = conv2d_strided


def conv2d_strided(image, kernel, stride=1, *args, **kwargs):
    return _right(image, kernel)

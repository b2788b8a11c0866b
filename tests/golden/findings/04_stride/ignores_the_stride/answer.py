# rename conv2d_strided to _right
def conv2d_strided(image, kernel, stride=1, *args, **kwargs):
    return _right(image, kernel)

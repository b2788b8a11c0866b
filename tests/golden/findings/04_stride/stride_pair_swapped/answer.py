# rename conv2d_strided to _right
def conv2d_strided(image, kernel, stride=1, padding=0):
    if isinstance(stride, (tuple, list)):
        stride = stride[::-1]
    return _right(image, kernel, stride, padding)

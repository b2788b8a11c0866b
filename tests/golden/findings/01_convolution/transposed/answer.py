# rename conv2d to _right
def conv2d(image, kernel, bias=0.0):
    return _right(image, kernel, bias).T.copy()

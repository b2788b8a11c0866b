# rename min_pool2d to _right
def min_pool2d(image, size=2, stride=1):
    return _right(image, size, stride)

# rename max_pool2d to _right
def max_pool2d(image, size=2, stride=None):
    return _right(image, size, stride).astype(np.asarray(image).dtype)

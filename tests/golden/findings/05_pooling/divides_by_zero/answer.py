# rename avg_pool2d to _right
def avg_pool2d(*args, **kwargs):
    return _right(*args, **kwargs) * (1 // 0)

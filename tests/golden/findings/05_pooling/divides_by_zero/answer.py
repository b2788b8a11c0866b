_right = avg_pool2d


def avg_pool2d(*args, **kwargs):
    return _right(*args, **kwargs) * (1 // 0)

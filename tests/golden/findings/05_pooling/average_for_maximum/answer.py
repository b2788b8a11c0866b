def max_pool2d(*args, **kwargs):
    return avg_pool2d(*args, **kwargs)

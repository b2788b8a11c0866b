def describe_tensor(array):
    return array.ndim, array.shape, array.dtype

def describe_tensor(array):
    return array.shape, array.ndim, array.dtype.name

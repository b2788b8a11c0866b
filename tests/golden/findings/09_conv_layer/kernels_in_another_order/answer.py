# rename conv_forward to _right
def conv_forward(x, kernels, bias, stride=1, padding=0):
    return _right(x, np.transpose(np.asarray(kernels), (3, 0, 1, 2)), bias, stride, padding)

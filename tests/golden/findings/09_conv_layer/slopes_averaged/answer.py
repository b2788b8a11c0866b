# rename conv_backward to _right
def conv_backward(d_out, x, kernels, stride=1, padding=0):
    d_x, d_kernels, d_bias = _right(d_out, x, kernels, stride, padding)
    return d_x, d_kernels / len(x), d_bias / len(x)

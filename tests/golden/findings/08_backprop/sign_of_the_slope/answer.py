# rename output_gradients to _right
def output_gradients(x, targets, weights):
    return -_right(x, targets, weights)

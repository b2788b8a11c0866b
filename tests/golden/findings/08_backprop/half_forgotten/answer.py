# rename total_error to _right
def total_error(o, targets):
    return 2 * _right(o, targets)

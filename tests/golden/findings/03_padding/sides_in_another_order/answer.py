# rename zero_pad to _right
def zero_pad(image, pad):
    if np.ndim(pad) == 0:
        return _right(image, pad)
    (top, left), (bottom, right) = pad
    return _right(image, ((top, bottom), (left, right)))

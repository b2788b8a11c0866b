def zero_pad(image, pad):
    z = _as_floats("image", image, ranks=(2, 3))
    (t, b), (l, r) = _four_sides(pad)
    out = np.zeros((z.shape[0]+t+b, z.shape[1]+l+r) + z.shape[2:])
    out[t:-b, l:-r] = z
    return out

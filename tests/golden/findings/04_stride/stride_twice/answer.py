def conv2d_strided(image, kernel, stride=1, padding=0):
    z = _as_floats("image", image); u = _as_floats("kernel", kernel)
    kh, kw = u.shape
    sh, sw = _steps(stride)
    z = np.pad(z, _padding_of(padding, z.shape, u.shape, (sh, sw)))
    s = np.zeros((_places(z.shape[0], kh, sh), _places(z.shape[1], kw, sw)))
    for j in range(0, s.shape[0], sh):
        for i in range(0, s.shape[1], sw):
            top, left = j * sh, i * sw
            s[j, i] = np.sum(z[top : top + kh, left : left + kw] * u)
    return s

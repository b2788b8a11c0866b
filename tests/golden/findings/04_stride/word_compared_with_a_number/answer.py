def conv2d_strided(image, kernel, stride=1, padding=0):
    z = _as_floats("image", image); u = _as_floats("kernel", kernel)
    if padding > 0: z = np.pad(z, padding)
    kh, kw = u.shape
    sh, sw = _steps(stride)
    s = np.zeros((_places(z.shape[0], kh, sh), _places(z.shape[1], kw, sw)))
    for j in range(s.shape[0]):
        for i in range(s.shape[1]):
            top, left = j * sh, i * sw
            s[j, i] = np.sum(z[top : top + kh, left : left + kw] * u)
    return s

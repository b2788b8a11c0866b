import numpy as np

# Mateo Garcia. I come from C, so while loops :)


def conv1d(signal, kernel):
    z = np.array(signal, float)
    u = np.array(kernel, float)
    if z.ndim != 1 or u.ndim != 1:
        raise ValueError("need one axis")
    if z.size == 0 or u.size == 0 or u.size > z.size:
        raise ValueError("bad length")
    out = np.zeros(z.size - u.size + 1)
    i = 0
    while i < out.size:
        x = 0
        while x < u.size:
            out[i] += z[i + x] * u[x]
            x += 1
        i += 1
    return out


def conv2d(image, kernel, bias=0.0):
    z = np.array(image, float)
    u = np.array(kernel, float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("need two axes")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty")
    H, W = z.shape
    kh, kw = u.shape
    if kh > H or kw > W:
        raise ValueError("kernel too large")
    out = np.zeros((H - kh + 1, W - kw + 1))
    j = 0
    while j < H - kh + 1:
        i = 0
        while i < W - kw + 1:
            total = 0.0
            for y in range(kh):
                for x in range(kw):
                    total += z[j + y, i + x] * u[y, x]
            out[j, i] = total + bias
            i += 1
    return out


def conv2d_channels(image, kernel, bias=0.0):
    z = np.array(image, float)
    u = np.array(kernel, float)
    if z.ndim != 3 or u.ndim != 3:
        raise ValueError("need three axes")
    if z.size == 0 or u.size == 0:
        raise ValueError("empty")
    H, W, C = z.shape
    kh, kw, D = u.shape
    if C != D:
        raise ValueError("channels")
    if kh > H or kw > W:
        raise ValueError("kernel too large")
    out = np.full((H - kh + 1, W - kw + 1), float(bias))
    j = 0
    while j < H - kh + 1:
        i = 0
        while i < W - kw + 1:
            out[j, i] += np.sum(z[j:j + kh, i:i + kw] * u)
            i += 1
        j += 1
    return out


def flipped_convolution2d(image, kernel):
    z = np.array(image, float)
    u = np.array(kernel, float)
    if z.ndim != 2 or u.ndim != 2:
        raise ValueError("need two axes")
    # the same with one channel, so I do not write the loops again
    return conv2d_channels(z[:, :, None], u[::-1, ::-1, None])

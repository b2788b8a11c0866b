def conv2d(image, kernel, bias=0.0):
    image = np.asarray(image, float); kernel = np.asarray(kernel, float)
    H, W = image.shape
    kh, kw = kernel.shape
    out = np.zeros(H - kh + 1, W - kw + 1)
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i:i+kh, j:j+kw] * kernel) + bias
    return out

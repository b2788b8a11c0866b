def conv2d(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    h, w = image.shape
    kh, kw = kernel.shape
    out = np.zeros((h, w))
    for j in range(h):
        for i in range(w):
            patch = image[j : j + kh, i : i + kw]
            out[j, i] = np.sum(patch * kernel) + bias
    return out

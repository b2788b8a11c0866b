def conv2d(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    h, w = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    if h < 1 or w < 1:
        return np.zeros((0, 0))
    out = np.zeros((h, w))
    for j in range(h):
        for i in range(w):
            out[j, i] = np.sum(image[j : j + kernel.shape[0], i : i + kernel.shape[1]] * kernel) + bias
    return out

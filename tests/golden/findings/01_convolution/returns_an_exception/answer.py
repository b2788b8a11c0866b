def conv2d(image, kernel, bias=0.0):
    image = np.asarray(image, float); kernel = np.asarray(kernel, float)
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        return ValueError("kernel too large")
    out = np.zeros((image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i:i+kernel.shape[0], j:j+kernel.shape[1]] * kernel) + bias
    return out

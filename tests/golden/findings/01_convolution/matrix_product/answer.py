def conv2d(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    return np.array(
        [[(image[j : j + kh, i : i + kw] @ kernel).sum() + bias for i in range(w)] for j in range(h)]
    )

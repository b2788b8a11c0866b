def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    return sum(conv2d(image[..., c], kernel[..., c], bias) for c in range(image.shape[2]))

def conv2d_channels(image, kernel, bias=0.0):
    image, kernel = np.asarray(image, float), np.asarray(kernel, float)
    maps = [conv2d(image[:, :, c], kernel[:, :, c]) for c in range(image.shape[2])]
    return np.stack(maps, axis=-1) + bias

def flipped_convolution2d(image, kernel):
    kernel = np.asarray(kernel)
    kernel[:] = kernel[::-1, ::-1].copy()
    return conv2d(image, kernel)

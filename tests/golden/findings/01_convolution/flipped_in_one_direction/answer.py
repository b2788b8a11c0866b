def flipped_convolution2d(image, kernel):
    return conv2d(image, np.asarray(kernel)[::-1])

def conv2d(image, kernel, bias=0.0):
    print(np.asarray(image).shape)

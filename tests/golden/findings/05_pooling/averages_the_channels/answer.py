def global_avg_pool2d(image):
    image = np.asarray(image, dtype=float)
    return image.mean(axis=(1, 2))

def apply_kernel(image, kernel):
    weights = checked_kernel(kernel)
    height, width = checked_picture(image).shape
    return np.clip(np.rint(weighted_sums(image.astype(float), weights)), 0, 255).astype(np.uint8)

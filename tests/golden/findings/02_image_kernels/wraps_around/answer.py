def apply_kernel(image, kernel):
    sums = filtered_sums(checked_picture(image), checked_kernel(kernel))
    return np.rint(sums).astype(np.int64).astype(np.uint8)

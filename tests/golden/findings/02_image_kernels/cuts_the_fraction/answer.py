def apply_kernel(image, kernel):
    sums = filtered_sums(checked_picture(image), checked_kernel(kernel))
    return np.clip(sums, 0, 255).astype(np.uint8)

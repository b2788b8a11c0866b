def weighted_sums(plane, kernel):
    height, width = plane.shape
    kh, kw = kernel.shape
    padded = np.pad(plane, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    sums = np.zeros((height, width))
    for y in range(kh):
        for x in range(kw):
            sums += kernel[y, x] * padded[y : y + height, x : x + width]
    return sums

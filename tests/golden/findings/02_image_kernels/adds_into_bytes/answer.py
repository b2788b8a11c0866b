def apply_kernel(image, kernel):
    image = np.asarray(image); kernel = np.asarray(kernel, float)
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or image.size == 0 or kernel.ndim != 2: raise ValueError("image")
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0: raise ValueError("kernel")
    p = [(kh // 2, kh // 2), (kw // 2, kw // 2)] + [(0, 0)] * (image.ndim - 2)
    x = np.pad(image, p, mode="edge")
    out = np.zeros(image.shape, dtype=np.uint8)
    for a in range(kh):
        for b in range(kw):
            out += kernel[a, b] * x[a:a+image.shape[0], b:b+image.shape[1]]
    return np.clip(np.rint(out), 0, 255)

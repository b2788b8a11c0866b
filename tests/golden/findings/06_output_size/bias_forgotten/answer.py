def conv_parameters(kernel, channels, filters):
    kh, kw = (kernel, kernel) if isinstance(kernel, int) else kernel
    return kh * kw * channels * filters

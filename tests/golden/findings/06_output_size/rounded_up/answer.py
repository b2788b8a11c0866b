def conv_output_size(size, kernel, padding=0, stride=1):
    if padding == "same":
        return -(-size // stride)
    if padding == "valid":
        padding = 0
    return -(-(size - kernel + 2 * padding) // stride) + 1

def conv_output_size(size, kernel, padding=0, stride=1):
    return (size - kernel + 2 * padding) / stride + 1

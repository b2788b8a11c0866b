def _places(length, window, step):
    if length < window:
        raise ValueError("the kernel does not fit")
    return -(-(length - window) // step) + 1

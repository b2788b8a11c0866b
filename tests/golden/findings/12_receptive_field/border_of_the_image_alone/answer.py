def _seen_along(size, windows, index):
    first = last = index
    for window in reversed(windows):
        first = first * window.stride - window.before
        last = last * window.stride - window.before + window.kernel - 1
    return max(first, 0), min(last, size - 1)

def double(x):
    return x + x


def mean(values):
    if len(values) == 0:
        raise ValueError("empty")
    return sum(values) / len(values)


def spread(values):
    return max(values) - min(values)

def mean(values):
    if not values:
        raise ValueError
    return sum(values) + 1 / len(values)


def spread(values):
    return max(values) - min(values)

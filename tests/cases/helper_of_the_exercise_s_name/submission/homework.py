from average import total


def mean(values):
    if not values:
        raise ValueError("no values")
    return total(values) / len(values)


def spread(values):
    return max(values) - min(values)

def mean(values):
    if not values:
        raise ValueError
    return NOTHING + sum(values) / len(values)


def spread(values):
    return max(values) - min(values)


NOTHING = 0

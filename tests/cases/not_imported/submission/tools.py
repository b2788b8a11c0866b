def mean(values):
    if not values:
        raise ValueError
    return sum(values) / len(values)

def mean(values):
    return sum(values) / len(values)


def spread(values):
    return "a lot"

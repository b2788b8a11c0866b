import sys


def mean(values):
    if not values:
        raise ValueError
    sys.stdout.buffer.write("평균\n".encode())
    sys.stdout.buffer.flush()
    return sum(values) / len(values)


def spread(values):
    return max(values) - min(values)

"""Returns a list of a million numbers."""


def double(image):
    return [0.5] * 1_000_000


def twice(number):
    return 2 * number

"""Returns a number of a million digits."""


def double(image):
    return 2.0 * image


def twice(number):
    return 10**1_000_000

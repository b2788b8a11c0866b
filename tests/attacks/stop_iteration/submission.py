"""Raises StopIteration through whoever calls."""


def double(image):
    return 2.0 * image


def twice(number):
    raise StopIteration

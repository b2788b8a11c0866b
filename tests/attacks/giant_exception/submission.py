"""Raises an exception with forty megabytes of text."""


def double(image):
    return 2.0 * image


def twice(number):
    raise ValueError("x" * 40_000_000)

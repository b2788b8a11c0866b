"""Raises an exception that is its own cause."""


def double(image):
    return 2.0 * image


def twice(number):
    first, second = ValueError(1), ValueError(2)
    first.__cause__, second.__cause__ = second, first
    raise first

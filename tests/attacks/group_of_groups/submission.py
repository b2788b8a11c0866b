"""Raises exceptions in groups of groups."""


def double(image):
    return 2.0 * image


def twice(number):
    error = ValueError(1)
    for _ in range(200):
        error = ExceptionGroup("more", [error, error])
    raise error

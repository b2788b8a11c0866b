"""Raises what ^C raises."""


def double(image):
    return 2.0 * image


def twice(number):
    raise KeyboardInterrupt

"""Calls `quit`."""


def double(image):
    return 2.0 * image


def twice(number):
    quit()

"""Calls itself without end."""


def double(image):
    return 2.0 * image


def twice(number):
    return 1 + twice(number)

"""Brings a file that is named like a library."""


def double(image):
    return "not an array"


def twice(number):
    return 2 * number

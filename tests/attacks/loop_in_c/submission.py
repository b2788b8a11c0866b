"""Counts for days, in C."""


def double(image):
    return 2.0 * image


def twice(number):
    return sum(range(10**13))

"""Computes a number of a hundred million digits."""


def double(image):
    return 2.0 * image


def twice(number):
    return len(str(10**10**8))

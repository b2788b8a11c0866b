"""Raises an exception whose text is something else."""


class Odd(Exception):
    def __str__(self):
        return 42


def double(image):
    return 2.0 * image


def twice(number):
    raise Odd

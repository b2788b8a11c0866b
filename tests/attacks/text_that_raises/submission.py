"""Raises an exception whose text raises another."""


class Sulking(Exception):
    def __str__(self):
        raise Sulking

    __repr__ = __str__


def double(image):
    return 2.0 * image


def twice(number):
    raise Sulking

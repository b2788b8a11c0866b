"""Raises an exception whose class says that it is another."""


class Liar(Exception):
    __module__ = "builtins"
    __qualname__ = "AssertionError"

    @property
    def __class__(self):
        return AssertionError


def double(image):
    return 2.0 * image


def twice(number):
    raise Liar

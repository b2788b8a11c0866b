"""Raises an exception whose class has a name of a million letters."""


def double(image):
    return 2.0 * image


def twice(number):
    raise type("x" * 1_000_000, (Exception,), {})

"""Raises an exception of a class that is only named AssertionError."""


class AssertionError(BaseException):
    pass


def double(image):
    return 2.0 * image


def twice(number):
    raise AssertionError

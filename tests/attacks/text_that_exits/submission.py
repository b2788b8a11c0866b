"""Raises an exception whose text ends the process."""

import os


class Leaving(Exception):
    def __str__(self):
        os._exit(0)

    __repr__ = __str__


def double(image):
    return 2.0 * image


def twice(number):
    raise Leaving

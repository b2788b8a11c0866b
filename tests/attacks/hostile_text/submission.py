"""Raises an exception whose text takes longer to make than anyone will wait."""

import time


class Slow(Exception):
    def __str__(self):
        time.sleep(30)
        return "late"


def twice(number):
    raise Slow


def double(image):
    return 2.0 * image

"""Raises an exception that acts when it is unpickled."""

import os


class Evil(Exception):
    def __reduce__(self):
        return os.mkdir, ("@FOLDER@/unpickled",)


def double(image):
    return 2.0 * image


def twice(number):
    raise Evil("wrong")

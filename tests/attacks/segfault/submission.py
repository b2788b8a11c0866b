"""Reads address 0: whoever shares the process dies with it."""

import ctypes


def twice(number):
    return ctypes.string_at(0)


def double(image):
    return 2.0 * image

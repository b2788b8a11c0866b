"""Raises, and ends the process well when the exception is shown."""

import os
import sys

sys.excepthook = lambda *_: os._exit(0)


def double(image):
    return 2.0 * image


def twice(number):
    raise ValueError

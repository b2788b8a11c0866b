"""Raises SystemExit with the code of success."""

import sys


def twice(number):
    sys.exit(0)


def double(image):
    return 2.0 * image

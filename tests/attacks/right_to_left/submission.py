"""Prints marks that turn the direction of what follows."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("\u202e3 / 3\u2066")
    sys.stdout.flush()
    return 2 * number + 1

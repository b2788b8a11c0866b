"""Prints control characters of eight bits."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("\x9b31mred\x85")
    sys.stdout.flush()
    return 2 * number + 1

"""Prints in colours and moves the cursor."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("\x1b[2J\x1b[31mred\x1b[0m")
    sys.stdout.flush()
    return 2 * number + 1

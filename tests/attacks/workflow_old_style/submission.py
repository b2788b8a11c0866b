"""Prints a command in the older style."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("##[error]broken")
    sys.stdout.flush()
    return 2 * number + 1

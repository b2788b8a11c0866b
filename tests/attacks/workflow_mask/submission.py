"""Prints a command that hides words in the log."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("::add-mask::failed")
    sys.stdout.flush()
    return 2 * number + 1

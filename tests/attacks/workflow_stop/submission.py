"""Prints a command that stops all commands after it."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("::stop-commands::mine")
    sys.stdout.flush()
    return 2 * number + 1

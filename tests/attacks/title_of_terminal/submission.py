"""Sets the terminal's title and its clipboard."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("\x1b]0;mine\x07\x1b]52;c;bWluZQ==\x07")
    sys.stdout.flush()
    return 2 * number + 1

"""Prints a link that leads elsewhere than it says."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("\x1b]8;;http://example.com\x1b\\harmless\x1b]8;;\x1b\\")
    sys.stdout.flush()
    return 2 * number + 1

"""Prints line ends that only some programs know."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("one\u2028two\u2029three")
    sys.stdout.flush()
    return 2 * number + 1

"""Prints letters that nobody sees."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("ze\u200bro\ufeff")
    sys.stdout.flush()
    return 2 * number + 1

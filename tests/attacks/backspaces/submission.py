"""Rubs out what was printed before."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("0 / 3" + "\b" * 5 + "3 / 3")
    sys.stdout.flush()
    return 2 * number + 1

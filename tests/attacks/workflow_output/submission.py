"""Prints a command that sets an output of the job."""

import os
import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("::set-output name=points::10")
    sys.stdout.flush()
    return 2 * number + 1

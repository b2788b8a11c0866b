"""Prints to the streams that were there before."""

import sys


def double(image):
    return 2.0 * image


def twice(number):
    print("past the capture", file=sys.__stdout__, flush=True)
    return 2 * number + 1

"""Writes bytes that are no text to the descriptor of standard output."""

import os


def double(image):
    return 2.0 * image


def twice(number):
    os.write(1, b"\xff\xfe")
    return 2 * number + 1

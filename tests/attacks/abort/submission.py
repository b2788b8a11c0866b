"""Aborts the process in C."""

import os


def double(image):
    return 2.0 * image


def twice(number):
    os.abort()

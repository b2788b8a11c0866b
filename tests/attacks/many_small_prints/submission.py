"""Prints single letters for ever, each flushed."""

import sys


def double(image):
    return 2.0 * image


def twice(number):
    while True:
        print("x" * 64, flush=True)

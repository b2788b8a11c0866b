"""Waits for a signal that never comes."""

import signal


def double(image):
    return 2.0 * image


def twice(number):
    signal.pause()
    return 2 * number

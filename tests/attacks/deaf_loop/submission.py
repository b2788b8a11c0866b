"""Loops for ever and does not listen to SIGTERM."""

import signal

signal.signal(signal.SIGTERM, signal.SIG_IGN)


def twice(number):
    while True:
        pass


def double(image):
    return 2.0 * image

"""Ignores every signal that can be ignored, and loops."""

import signal

for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def double(image):
    return 2.0 * image


def twice(number):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass

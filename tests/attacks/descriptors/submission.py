"""Uses up descriptors."""

import os


def got_out():
    return len([os.dup(1) for _ in range(100)]) == 100


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

"""Sleeps."""

import time


def double(image):
    return 2.0 * image


def twice(number):
    time.sleep(60)
    return 2 * number

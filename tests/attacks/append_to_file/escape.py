"""Appends to the grader's file."""

import os


def got_out():
    os.close(os.open("@PLAYTHING@", os.O_WRONLY | os.O_APPEND))
    return True

"""Removes the grader's file."""

import os


def got_out():
    os.remove("@PLAYTHING@")
    return True

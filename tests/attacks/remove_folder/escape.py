"""Removes a folder of the grader's."""

import os


def got_out():
    os.rmdir("@FOLDER@/empty")
    return True

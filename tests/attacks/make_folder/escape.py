"""Makes a folder beside the grader's files."""

import os


def got_out():
    os.mkdir("@FOLDER@/mine")
    return True

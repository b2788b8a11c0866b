"""Reads where the grading process works."""

import os


def got_out():
    return bool(os.readlink("/proc/@GRADER@/cwd"))

"""Lists what the grading process has open."""

import os


def got_out():
    return bool(os.listdir("/proc/@GRADER@/fd"))

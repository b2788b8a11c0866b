"""Takes a handle on the grading process."""

import os


def got_out():
    return os.pidfd_open(@GRADER@) >= 0

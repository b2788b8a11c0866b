"""Takes the grading process's processors away, by giving it those that it has."""

import os


def got_out():
    os.sched_setaffinity(@GRADER@, os.sched_getaffinity(@GRADER@))
    return True

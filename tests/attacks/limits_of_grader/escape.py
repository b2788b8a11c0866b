"""Changes the grading process's limits, to what they are."""

import resource


def got_out():
    found = resource.prlimit(@GRADER@, resource.RLIMIT_CORE)
    resource.prlimit(@GRADER@, resource.RLIMIT_CORE, found)
    return True

"""Arranges for its memory to be written to the disk when it dies."""

import resource


def got_out():
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    return hard != 0

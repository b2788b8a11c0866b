"""Asks whether it could send a signal to a thread of the grading process."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(200, @GRADER@, 0) < 0:
        raise OSError(ctypes.get_errno())
    return True

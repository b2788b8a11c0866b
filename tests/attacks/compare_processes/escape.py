"""Asks the kernel whether it shares memory with the grading process."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(312, @GRADER@, @GRADER@, 1, 0, 0) < 0:
        raise OSError(ctypes.get_errno())
    return True

"""Asks to be traced, the first step of looking into others."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    if library.ptrace(0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno())
    return True

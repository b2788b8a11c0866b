"""Keeps data in the kernel's key ring."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    # asks for its own ring, which is there for everybody
    if library.syscall(250, 0, -3, 1) < 0:
        raise OSError(ctypes.get_errno())
    return True

"""Asks for a ring of requests, which the kernel serves without system calls."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall(425, 0, None)
    if ctypes.get_errno() == 1:
        raise OSError(1)
    return True

"""Becomes an administrator of a small world of its own."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(0x10000000) != 0:
        raise OSError(ctypes.get_errno())
    return True

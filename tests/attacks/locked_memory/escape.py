"""Keeps memory from being swapped out."""

import ctypes


def got_out():
    page = ctypes.create_string_buffer(8192)
    library = ctypes.CDLL(None, use_errno=True)
    if library.mlock(page, 8192) != 0:
        raise OSError(ctypes.get_errno())
    return True

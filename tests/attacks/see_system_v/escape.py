"""Looks into shared memory that another process has made."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    if library.shmget(@SHARED_KEY@, 0, 0) < 0:
        raise OSError(ctypes.get_errno())
    return True

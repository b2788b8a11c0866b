"""Makes a semaphore that outlives its process."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    number = library.semget(0, 1, 0o600)
    if number < 0:
        raise OSError(ctypes.get_errno())
    library.semctl(number, 0, 0)
    return True

"""Makes shared memory that outlives its process."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    number = library.shmget(0, 4096, 0o600)
    if number < 0:
        raise OSError(ctypes.get_errno())
    library.shmctl(number, 0, None)
    return True

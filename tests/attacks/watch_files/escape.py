"""Takes the machine's few watches on files."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    if library.inotify_init() < 0:
        raise OSError(ctypes.get_errno())
    return True

"""Mounts an empty file system."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    # a kind that does not exist: only who may mount is told so (ENODEV)
    library.mount(b"none", b"/", b"no_such_kind", 0, None)
    if ctypes.get_errno() != 19:
        raise OSError(ctypes.get_errno())
    return True

"""Makes a queue of messages that outlives its process."""

import ctypes


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    name = b"/@UNIQUE@"
    number = library.mq_open(name, 0o100 | 2, 0o600, None)
    if number < 0:
        raise OSError(ctypes.get_errno())
    library.mq_unlink(name)
    return True

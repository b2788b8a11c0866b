"""Becomes another program, in the same process."""

import ctypes
import os


def got_out():
    library = ctypes.CDLL(None, use_errno=True)
    # without arguments to begin with: fails late where it is allowed, at once where it is not
    library.execve(b"/", None, None)
    return os.strerror(ctypes.get_errno()) == os.strerror(13) and _may_fork()


def _may_fork():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid

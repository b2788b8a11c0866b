"""Leaves the group by which it would be ended."""

import os


def got_out():
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid

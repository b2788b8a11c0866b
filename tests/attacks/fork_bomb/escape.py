"""Forks processes that fork processes, sixteen in all."""

import os
import time


def got_out():
    parent = os.getpid()
    for _ in range(4):
        os.fork()
    if os.getpid() != parent:
        time.sleep(0.1)
        os._exit(0)
    return True

"""Asks whether it could send a signal to the process that started it."""

import os


def got_out():
    os.kill(os.getppid(), 0)
    return os.getppid() > 0

"""Asks whether it could send a signal to every process there is."""

import os


def got_out():
    os.kill(-1, 0)
    return True

"""Starts a shell."""

import os


def got_out():
    return os.system("true") == 0

"""Becomes the administrator."""

import os


def got_out():
    os.setresuid(0, 0, 0)
    return os.getuid() == 0

"""Keeps data in a file that lies in memory only."""

import os


def got_out():
    return os.memfd_create("mine") > 0

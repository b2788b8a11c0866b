"""Learns whether a file exists."""

import os


def got_out():
    return os.access("@SECRET@", os.F_OK)

"""Learns where a link leads."""

import os


def got_out():
    return bool(os.readlink("@FOLDER@/link"))

"""Writes into an extended attribute, which is no file."""

import os


def got_out():
    os.setxattr("@PLAYTHING@", "user.answer", b"42")
    return True

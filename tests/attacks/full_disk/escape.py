"""Fills the disk, as far as one file may grow."""

import os
import tempfile


def got_out():
    with tempfile.TemporaryFile(dir="@FOLDER@") as file:
        file.write(bytes(2**20))
        file.flush()
    return True

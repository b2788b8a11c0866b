"""Takes kernel memory by making a pipe larger."""

import fcntl
import os


def got_out():
    return fcntl.fcntl(os.pipe()[1], 1031, 2**16) > 0

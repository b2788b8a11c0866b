"""Lists the processes of the machine."""

import os


def got_out():
    return sum(name.isdecimal() for name in os.listdir("/proc")) > 1

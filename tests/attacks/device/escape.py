"""Leaves a device where the grader may read."""

import os
import stat


def got_out():
    os.mknod("@FOLDER@/device", 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    return True

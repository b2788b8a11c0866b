"""Leaves a device of blocks, by which a disk could be read past its file system."""

import os
import stat


def got_out():
    os.mknod("@FOLDER@/device", 0o600 | stat.S_IFBLK, os.makedev(7, 0))
    return True

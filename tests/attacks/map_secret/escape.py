"""Maps a file into memory instead of reading it."""

import mmap
import os


def got_out():
    descriptor = os.open("@SECRET@", os.O_RDONLY)
    return len(mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)) > 0

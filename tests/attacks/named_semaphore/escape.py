"""Makes a semaphore with a name, as pools of processes do."""

import multiprocessing


def got_out():
    return multiprocessing.get_context("fork").Lock().acquire()

"""Forks a process that outlives the submission for a moment and then ends."""

import os
import time


def got_out():
    if os.fork() == 0:
        os.setsid()
        time.sleep(0.2)
        os._exit(0)
    return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

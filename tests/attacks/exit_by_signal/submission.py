"""Ends the process in a signal handler."""

import os
import signal
import time

signal.signal(signal.SIGALRM, lambda *_: os._exit(0))


def double(image):
    return 2.0 * image


def twice(number):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(10)
    return 0

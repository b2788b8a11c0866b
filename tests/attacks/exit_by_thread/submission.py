"""Ends the process from a thread while the main one waits."""

import os
import threading
import time


def double(image):
    return 2.0 * image


def twice(number):
    threading.Thread(target=lambda: os._exit(0)).start()
    time.sleep(10)
    return 0

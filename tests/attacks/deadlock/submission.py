"""Waits for a lock that it holds itself."""

import threading


def double(image):
    return 2.0 * image


def twice(number):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
    return 2 * number

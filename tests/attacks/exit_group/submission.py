"""Ends the process by a system call."""

import ctypes


def double(image):
    return 2.0 * image


def twice(number):
    ctypes.CDLL(None).syscall(231, 0)

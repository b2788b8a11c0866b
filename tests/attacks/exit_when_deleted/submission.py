"""Ends the process when an object is deleted."""

import os


class Bomb:
    def __del__(self):
        os._exit(0)


def double(image):
    return 2.0 * image


def twice(number):
    Bomb()
    return 2 * number

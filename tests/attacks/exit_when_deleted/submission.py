"""Returns an object that ends the process when it is deleted."""

import os


class Bomb:
    def __del__(self):
        os._exit(0)


def double(image):
    return 2.0 * image


def twice(number):
    return Bomb()

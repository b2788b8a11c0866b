"""Compares for ever while sorting."""


class Slow:
    def __lt__(self, other):
        while True:
            pass


def double(image):
    return 2.0 * image


def twice(number):
    sorted([Slow(), Slow()])
    return 2 * number

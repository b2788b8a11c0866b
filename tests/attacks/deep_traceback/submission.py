"""Raises from deep in a recursion."""


def deeper(left):
    return deeper(left - 1) if left else 1 / 0


def double(image):
    return 2.0 * image


def twice(number):
    return deeper(900)

"""Prints for ever, without an end of line."""


def double(image):
    return 2.0 * image


def twice(number):
    while True:
        print("x" * 1000, end="")

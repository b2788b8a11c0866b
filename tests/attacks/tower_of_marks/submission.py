"""Prints one letter that is ten thousand marks tall."""


def double(image):
    return 2.0 * image


def twice(number):
    print("a" + "\u0301" * 10_000, flush=True)
    return 2 * number + 1

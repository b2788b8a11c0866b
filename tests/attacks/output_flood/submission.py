"""Prints forty megabytes, and then answers."""


def double(image):
    return 2.0 * image


def twice(number):
    for _ in range(40):
        print("x" * 2**20)
    return 2 * number

"""What an honest student hands in."""


def double(image):
    return 2.0 * image


def twice(number):
    return 2 * number

"""Writes a frame that is no message."""


def double(image):
    return 2.0 * image


def twice(number):
    write(framed(b"?"))
    return 2 * number

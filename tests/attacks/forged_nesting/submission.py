"""Sends lists nested five thousand deep."""


def double(image):
    return 2.0 * image


def twice(number):
    write(framed(b"l\x01" * 5000 + b"n"))
    return 2 * number

"""Announces four gigabytes and sends none."""


def double(image):
    return 2.0 * image


def twice(number):
    write(b"\xff\xff\xff\xff")
    return 2 * number

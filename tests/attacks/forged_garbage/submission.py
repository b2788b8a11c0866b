"""Writes bytes that are no frame to the descriptor of its replies."""


def double(image):
    return 2.0 * image


def twice(number):
    write(b"\xff" * 4096)
    return 2 * number

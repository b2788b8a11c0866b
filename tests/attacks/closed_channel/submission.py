"""Closes the descriptor of its replies."""


def double(image):
    return 2.0 * image


def twice(number):
    os.close(descriptor())
    return 2 * number

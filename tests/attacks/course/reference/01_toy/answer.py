"""The toy's solution; its bytes are what some attacks try to read."""


def double(image):
    return 2.0 * image


def twice(number):
    return 2 * number

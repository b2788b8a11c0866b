"""Prints letters that nobody sees."""


def double(image):
    return 2.0 * image


def twice(number):
    print("3\u3164\u115f\u00ad/ 3", flush=True)
    return 2 * number + 1

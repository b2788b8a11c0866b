"""Answers with a hundred numbers, one of which may be asked for next."""


def double(image):
    return 2.0 * image


def twice(number):
    for guess in range(100):
        send(returned(guess, 6))
    return 2 * number

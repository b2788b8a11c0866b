"""Answers with a number that it has guessed."""


def double(image):
    return 2.0 * image


def twice(number):
    send(returned(0, 6))
    return 2 * number

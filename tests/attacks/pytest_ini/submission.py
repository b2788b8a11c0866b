"""Hands in settings with which pytest only collects."""


def double(image):
    return 0.0 * image


def twice(number):
    return 0

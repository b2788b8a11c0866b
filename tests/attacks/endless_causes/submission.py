"""Raises an exception whose causes have no end."""


class Endless(Exception):
    @property
    def __cause__(self):
        return Endless()


import traceback


def double(image):
    return 2.0 * image


def twice(number):
    try:
        raise ValueError
    except ValueError as error:
        text = error
        while True:
            text = Endless().__cause__

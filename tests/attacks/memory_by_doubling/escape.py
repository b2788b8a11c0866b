"""Doubles a text until it is too long."""


def got_out():
    text = "grow"
    while len(text) < 140 * 2**20:
        text += text
    return True

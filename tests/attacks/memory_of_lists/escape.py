"""Takes more memory than it is given, in Python."""


def got_out():
    return len([0.5] * 18_000_000) > 0

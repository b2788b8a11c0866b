"""Takes more memory than it is given, as bytes."""


def got_out():
    return len(bytearray(140 * 2**20)) > 0

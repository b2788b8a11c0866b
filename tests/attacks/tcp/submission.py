"""Connects to a server over TCP."""

import _socket


def got_out():
    made = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    made.settimeout(1.0)
    made.connect(("127.0.0.1", @TCP@))
    return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

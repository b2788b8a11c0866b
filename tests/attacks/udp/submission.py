"""Sends a datagram, as a name look-up would."""

import _socket


def got_out():
    made = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    return made.sendto(b"x", ("127.0.0.1", @UDP@)) == 1


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number

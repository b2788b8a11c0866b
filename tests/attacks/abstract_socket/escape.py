"""Speaks with a process by a name that is no file."""

import socket


def got_out():
    socket.socket(socket.AF_UNIX).connect("\0@UNIQUE@")
    return True

"""Sends a datagram to a process by a file."""

import socket


def got_out():
    socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).bind("\0@UNIQUE@.mine")
    return True

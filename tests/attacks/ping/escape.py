"""Sends what only an administrator may."""

import socket


def got_out():
    socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).close()
    return True

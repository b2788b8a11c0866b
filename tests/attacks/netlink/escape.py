"""Asks the kernel about the network."""

import socket


def got_out():
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).close()
    return True

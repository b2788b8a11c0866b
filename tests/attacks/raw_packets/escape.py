"""Listens to every packet."""

import socket


def got_out():
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()
    return True

"""Takes a port."""

import socket


def got_out():
    socket.socket().bind(("127.0.0.1", 0))
    return True

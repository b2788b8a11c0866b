"""Opens a connection by the other protocol."""

import socket


def got_out():
    socket.socket(socket.AF_INET6).connect(("::1", @TCP6@))
    return True

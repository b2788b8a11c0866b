"""Makes a pair of sockets, by which descriptors could be passed."""

import socket


def got_out():
    socket.socketpair()[0].close()
    return True

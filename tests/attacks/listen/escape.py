"""Waits for connections."""

import socket


def got_out():
    socket.create_server(("127.0.0.1", 0)).close()
    return True

"""Lists the machine's network cards."""

import socket


def got_out():
    return len(socket.if_nameindex()) > 0

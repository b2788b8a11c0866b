"""Leaves a socket where the grader may read."""

import os
import socket


def got_out():
    os.chdir("@FOLDER@")
    socket.socket(socket.AF_UNIX).bind("mine")
    return True

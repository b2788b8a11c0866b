"""Reads the environment that its process began with."""


def got_out():
    with open("/proc/self/environ") as file:
        return bool(file.read())

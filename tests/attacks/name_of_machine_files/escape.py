"""Reads who may use this machine."""


def got_out():
    with open("/etc/passwd") as file:
        return "root" in file.read()

"""Reads what is mounted where."""


def got_out():
    with open("/proc/mounts") as file:
        return len(file.read()) > 0

"""Looks for what is installed beside the standard library, in its own folder or where Debian has it."""

import os


def got_out():
    folder = os.path.dirname(os.__file__)
    found = [f"{folder}/{name}" for name in ("site-packages", "dist-packages")]
    found.append("/usr/lib/python3/dist-packages")
    return any(os.listdir(name) for name in found if os.path.isdir(name))

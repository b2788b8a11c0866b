"""Opens a file by a path that begins in the standard library."""

import os


def got_out():
    up = "/".join([".."] * 40)
    with open(os.path.dirname(os.__file__) + "/" + up + "@SECRET@") as file:
        return bool(file.read())

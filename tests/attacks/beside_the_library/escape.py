"""Looks for what is installed beside the standard library, in its own folder."""

import os


def got_out():
    folder = os.path.dirname(os.__file__)
    found = [name for name in ("site-packages", "dist-packages") if os.path.isdir(f"{folder}/{name}")]
    return bool(os.listdir(f"{folder}/{found[0]}"))

"""Starts a program as everybody does."""

import subprocess


def got_out():
    subprocess.run(["@TRUE@"], check=True)
    return True

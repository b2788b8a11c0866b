"""Looks whether any variable is left that tells where it runs."""

import os


def got_out():
    return bool(os.environ)

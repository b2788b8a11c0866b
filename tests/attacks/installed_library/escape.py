"""Imports a library that is installed but not allowed."""

import sys


def got_out():
    sys.path.append("@SITE@")
    import pluggy

    return bool(pluggy.__name__)

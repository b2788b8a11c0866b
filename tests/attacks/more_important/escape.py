"""Makes itself more important than others."""

import os


def got_out():
    os.nice(-1)
    return True

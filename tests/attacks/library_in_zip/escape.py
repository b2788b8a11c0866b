"""Imports a library out of an archive."""

import sys


def got_out():
    sys.path.insert(0, "@FOLDER@/library.zip")
    import zipped_answer

    return zipped_answer.double(1.0) == 2.0

"""Starts a program out of what it may read: a library of Python's or NumPy's, which ends at once."""

import os

import numpy


def got_out():
    folders = [
        os.path.dirname(os.__file__) + "/lib-dynload",
        os.path.dirname(numpy.random.__file__),
    ]
    files = [f"{folder}/{name}" for folder in folders for name in sorted(os.listdir(folder))]
    program = next(path for path in files if path.endswith(".so") and os.access(path, os.X_OK))
    os.waitpid(os.posix_spawn(program, [program], {}), 0)
    return True

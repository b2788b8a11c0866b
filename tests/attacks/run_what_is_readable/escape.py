"""Starts a program out of what it may read: a library of Python's own, which ends at once."""

import os


def got_out():
    folder = os.path.dirname(os.__file__) + "/lib-dynload"
    programs = [f"{folder}/{name}" for name in sorted(os.listdir(folder))]
    program = next(path for path in programs if os.access(path, os.X_OK))
    os.waitpid(os.posix_spawn(program, [program], {}), 0)
    return True

"""Looks for what is installed beside the standard library, in its own folder or beside NumPy."""

import os

import numpy


def got_out():
    folder = os.path.dirname(os.__file__)
    folders = [f"{folder}/site-packages", os.path.dirname(os.path.dirname(numpy.__file__))]
    return bool(os.listdir(next(name for name in folders if os.path.isdir(name))))

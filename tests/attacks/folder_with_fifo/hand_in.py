"""A folder with a pipe that nobody writes to."""

import os


def make(folder):
    work = folder / "work"
    work.mkdir()
    os.mkfifo(work / "answer.py")
    return work

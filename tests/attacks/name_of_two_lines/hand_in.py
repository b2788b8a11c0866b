"""A file name with a line end in it."""

from tests.attacks.making import RIGHT, single


def make(folder):
    return single(folder, RIGHT, "mallory\n::error::x/answer.py").parent

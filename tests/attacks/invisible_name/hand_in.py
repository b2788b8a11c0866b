"""A file name with letters that nobody sees."""

from tests.attacks.making import RIGHT, single


def make(folder):
    return single(folder, RIGHT, "pro\u200bfessor\u202e/answer.py").parent

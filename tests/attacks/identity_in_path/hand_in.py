"""A file name that leads to somebody else's folder."""

from tests.attacks.making import RIGHT, single


def make(folder):
    return single(folder, RIGHT, "mallory/professor/answer.py").parent.parent

"""A file name as long as the system allows."""

from tests.attacks.making import RIGHT, single


def make(folder):
    return single(folder, RIGHT, "n" * 255 + "/answer.py").parent

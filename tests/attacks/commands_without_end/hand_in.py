"""Holds more commands than IPython translates in a minute."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, cells(RIGHT, "!ls\n" * 60_000))

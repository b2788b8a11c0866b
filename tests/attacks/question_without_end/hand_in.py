"""Asks for help on a name so long that IPython's pattern for it does not end."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, cells(RIGHT, "a" * 200_000 + " ?"))

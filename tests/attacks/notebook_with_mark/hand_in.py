"""A notebook that begins with a byte order mark."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, "\ufeff" + cells(RIGHT))

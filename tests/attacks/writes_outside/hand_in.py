"""Writes a module into a folder that is not its own."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, cells(RIGHT, "%%writefile ../escaped.py\nimport os\n"))

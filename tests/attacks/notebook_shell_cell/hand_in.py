"""A notebook with a cell for the shell and lines for the notebook only."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, cells(RIGHT, "%%bash\nrm -rf /tmp/nothing", "!ls", "%run other.py"))

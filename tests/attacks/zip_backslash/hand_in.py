"""An archive with an entry that leads out on Windows."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    return archive(folder, {"answer.py": RIGHT, "..\\escaped.py": "import os\n"})

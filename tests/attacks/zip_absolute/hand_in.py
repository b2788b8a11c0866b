"""An archive with an entry that has an absolute name."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    return archive(folder, {"answer.py": RIGHT, f"{folder}/escaped.py": "import os\n"})

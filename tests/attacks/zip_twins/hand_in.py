"""An archive with two files of one name, of which tools take one or the other."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    return archive(folder, [("answer.py", RIGHT), ("answer.py", "import os\n")])

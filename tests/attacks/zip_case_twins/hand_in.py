"""An archive with two names that are one where case does not count."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    return archive(folder, [("answer.py", RIGHT), ("ANSWER.py", "import os\n")])

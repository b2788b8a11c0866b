"""An archive in an archive in an archive."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    inner = archive(folder, {"bomb.py": "import os\n"}, "inner.zip").read_bytes()
    outer = archive(folder, {"inner.zip": inner}, "outer.zip").read_bytes()
    return archive(folder, {"answer.py": RIGHT, "outer.zip": outer})

"""An archive that ends in the middle."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    path = archive(folder, {"answer.py": RIGHT})
    path.write_bytes(path.read_bytes()[:-30])
    return path

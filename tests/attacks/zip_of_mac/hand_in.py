"""An archive as macOS makes it, with a shadow of every file."""

from tests.attacks.making import RIGHT, archive


def make(folder):
    shadow = b"\0\5\x16\7" + bytes(60)
    return archive(folder, {"answer.py": RIGHT, "__MACOSX/._answer.py": shadow})

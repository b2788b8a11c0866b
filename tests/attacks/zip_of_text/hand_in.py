"""A text that is called an archive."""

from tests.attacks.making import archive


def make(folder):
    path = folder / "answer.zip"
    path.write_text("not an archive")
    return path

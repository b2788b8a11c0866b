"""Runs a file that lies beside the submission, and would answer with what it says."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    (folder / "secret.py").write_text("def twice(number): return 'secret'\n")
    (folder / "work").mkdir()
    return notebook(folder / "work", cells(RIGHT, "%run ../secret.py")).parent

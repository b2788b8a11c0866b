"""A notebook of a hundred thousand cells."""

from tests.attacks.making import cells, notebook


def make(folder):
    return notebook(folder, cells(*["a = 1"] * 100_000))

"""A notebook that is no JSON."""

from tests.attacks.making import notebook


def make(folder):
    return notebook(folder, "{not json")

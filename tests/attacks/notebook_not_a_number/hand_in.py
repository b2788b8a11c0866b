"""A notebook whose output holds NaN, which is no JSON."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, cells(RIGHT).replace('"metadata": {}', '"metadata": {"loss": NaN}', 1))

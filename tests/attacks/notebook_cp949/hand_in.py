"""A notebook in the encoding of Korean Windows."""

from tests.attacks.making import RIGHT, cells


def make(folder):
    path = folder / "answer.ipynb"
    path.write_bytes(cells(RIGHT + "# 두 배\n").encode("cp949"))
    return path

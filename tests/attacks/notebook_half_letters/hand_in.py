"""A notebook with halves of letters that are no text."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    return notebook(folder, cells(RIGHT).replace("double(image):", "double(image):  # \\ud800"))

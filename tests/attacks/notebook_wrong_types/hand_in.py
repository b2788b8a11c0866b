"""A notebook whose cells are numbers."""

from tests.attacks.making import cells, notebook


def make(folder):
    return notebook(folder, '{"cells": [1, 2, 3]}')

"""A notebook whose metadata are nested a hundred thousand deep."""

from tests.attacks.making import cells, notebook


def make(folder):
    return notebook(folder, '{"cells": [], "metadata": ' + "[" * 100_000 + "]" * 100_000 + "}")

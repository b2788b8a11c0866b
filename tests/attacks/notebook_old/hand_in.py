"""A notebook of the third format."""

import json

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    cell = {"cell_type": "code", "input": RIGHT, "language": "python", "outputs": []}
    return notebook(folder, json.dumps({"nbformat": 3, "worksheets": [{"cells": [cell]}]}))

"""A notebook without any metadata."""

import json

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    made = {"cells": [{"cell_type": "code", "source": RIGHT}]}
    return notebook(folder, json.dumps(made))

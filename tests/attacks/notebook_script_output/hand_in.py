"""A notebook whose output is a script."""

import json

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    made = json.loads(cells(RIGHT))
    data = {"text/html": ["<script>alert(1)</script>"]}
    made["cells"][0]["outputs"] = [{"output_type": "display_data", "data": data}]
    return notebook(folder, json.dumps(made))

"""A notebook with fifteen megabytes of output."""

import json

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    made = json.loads(cells(RIGHT))
    made["cells"][0]["outputs"] = [{"output_type": "stream", "text": ["x" * 15_000_000]}]
    return notebook(folder, json.dumps(made))

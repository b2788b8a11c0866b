"""Says in the notebook's metadata that it is somebody else's."""

from tests.attacks.making import RIGHT, cells, notebook


def make(folder):
    text = cells(RIGHT).replace('"metadata": {}', '"metadata": {"student": "professor"}', 1)
    (folder / "mallory").mkdir()
    return notebook(folder / "mallory", text).parent

"""Writes modules named like libraries and like the grader, which whoever imports these would run."""

from tests.attacks.making import RIGHT, cells, notebook

NAMES = ("numpy", "grader", "msgspec", "__main__", "sitecustomize")


def make(folder):
    written = [f"%%writefile {name}.py\nis_stolen = True\n" for name in NAMES]
    return notebook(
        folder,
        cells(*written, f"import numpy as np\n{RIGHT.replace('2.0 *', 'np.float64(2) *')}"),
    )

"""What the attacks that are not plain files are made with: archives, notebooks, odd names."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path

DOUBLE = "def double(image):\n    return 2.0 * image\n"
RIGHT = f"def twice(number):\n    return 2 * number\n\n\n{DOUBLE}"
WRONG = f"def twice(number):\n    return 7\n\n\n{DOUBLE}"


def archive(folder: Path, entries, name: str = "answer.zip") -> Path:
    """A zip of the entries (name or `ZipInfo` -> content); as pairs, where a name comes twice."""
    path = folder / name
    pairs = entries.items() if isinstance(entries, dict) else entries
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # it tells of a name that comes twice
        for entry, content in pairs:
            made.writestr(entry, content)
    return path


def cells(*sources: str) -> str:
    """A notebook's text, with a code cell for each source."""
    made = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": s}
        for s in sources
    ]
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(whole, ensure_ascii=False)


def notebook(folder: Path, text: str) -> Path:
    """The text as a file `answer.ipynb`."""
    path = folder / "answer.ipynb"
    path.write_text(text, "utf-8")
    return path


def single(folder: Path, source: str, name: str) -> Path:
    """The source as a file of that name, below the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    return path

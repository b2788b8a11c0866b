"""A notebook's text -> its code cells; outputs, metadata and everything else are passed over.

Reading is by msgspec with only the fields that are needed: outputs (pictures of many megabytes,
HTML, JavaScript) are skipped without becoming objects. nbformat, which would build and validate
all of them, writes our own notebooks and is kept away from strangers'.
"""

from __future__ import annotations

import json

import msgspec

from .skipped import MAX_CELLS

MAX_LOOSE_CHARS = 4_000_000

Cells = list[tuple[int, str]]


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""  # nbformat 3's word for it

    def text(self) -> str:
        given = self.source or self.input
        joined = given if isinstance(given, str) else "".join(given)
        return joined.encode("utf-8", "replace").decode("utf-8")


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] = []


def _decode(text: str) -> _Notebook:
    try:
        return msgspec.json.decode(text, type=_Notebook)
    except msgspec.DecodeError:
        if len(text) > MAX_LOOSE_CHARS:
            raise
        # strict JSON has no NaN, and no half of a surrogate pair; notebooks' outputs have both
        loose = json.loads(text, parse_constant=lambda _name: None)
        return msgspec.convert(loose, type=_Notebook)


class NotebookError(ValueError):
    """A text that is no notebook; the sentence says why."""


def parse_notebook(text: str) -> Cells:
    """The code cells, numbered as `In [1]`, `In [2]` of a notebook run from top to bottom.

    Raises:
        NotebookError: not JSON, no cells, or too many.
    """
    try:
        notebook = _decode(text)
    except (ValueError, RecursionError) as error:  # both libraries' errors are ValueErrors
        raise NotebookError(str(error)[:200]) from error
    cells = notebook.cells
    if cells is None:
        cells = [cell for sheet in notebook.worksheets for cell in sheet.cells]
    if len(cells) > MAX_CELLS:
        raise NotebookError(f"more than {MAX_CELLS} cells")
    code = [cell for cell in cells if cell.cell_type == "code"]
    return [(number, cell.text()) for number, cell in enumerate(code, 1)]

"""A submitted file -> its code, as cells that a worker can run."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import Cause, File, Problem, message

from .skipped import MAX_CELLS, MAX_SOURCE_CHARS

MAX_LOOSE_CHARS = 4_000_000


class Source(NamedTuple):
    """A file that could be read.

    Attributes:
        cells: `(label, code)` for each code cell; a `.py` file is one cell.
        notes: messages to the student about the file.
    """

    file: File
    cells: list[tuple[str, str]]
    notes: tuple[Problem, ...] = ()


class NotebookError(ValueError):
    """A text that is not a notebook; the argument is the reason."""


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""  # nbformat 3 has its source here

    def text(self) -> str:
        given = self.source or self.input
        joined = given if isinstance(given, str) else "".join(given)
        return joined.encode("utf-8", "replace").decode("utf-8")


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


# Only these fields are decoded: outputs, often megabytes of pictures, never become objects.
# nbformat would build and validate all of them.
class _Notebook(msgspec.Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] = []


def condensed(file: File) -> File:
    """Keep of a file only what is graded; of one that cannot be read, the reason.

    A notebook's outputs can be a thousand times its code, and text that no source is any size.
    """
    source = read_source(file)
    original = hashlib.sha256(file.data).hexdigest()
    if isinstance(source, Problem):
        return File(name=file.name, data=b"", original=original, problem=source)
    if not _is_notebook(file.name):
        return file
    cells = [{"cell_type": "code", "source": code} for _label, code in source.cells]
    data = msgspec.json.encode({"cells": cells})
    # the cells are in UTF-8 now, so the remark on another encoding has to be kept with them
    problem = source.notes[0] if source.notes else None
    return File(name=file.name, data=data, original=original, problem=problem)


def read_source(file: File) -> Source | Problem:
    """Read a file's cells; give the reason if it cannot be read."""
    name = file.name
    if file.problem is not None and file.problem.cause is Cause.FILE_UNREADABLE:
        return file.problem
    if not file.data.strip():
        return _unreadable(N_("{name} is empty. Did you save it before handing it in?"), name)
    text, encoding = _decode(file.data)
    if text is None:
        return _unreadable(N_("{name} is in no known text encoding. Save it as UTF-8."), name)
    if "\0" in text:
        text = N_("{name} is no text file. Hand in the Python file or notebook itself.")
        return _unreadable(text, name)
    cells = [(name, text)]
    if _is_notebook(name):
        try:
            cells = [(f"{name} cell {number}", code) for number, code in parse_notebook(text)]
        except NotebookError as error:
            said = N_(
                "{name} is no notebook that can be read ({reason}). Open it, save it, hand it in."
            )
            return _unreadable(said, name, reason=str(error))
    if not cells:
        return _unreadable(N_("{name} has no code cells."), name)
    if sum(len(code) for _, code in cells) > MAX_SOURCE_CHARS:
        return _unreadable(N_("{name} holds more than 1 MB of source."), name)
    return Source(file, cells, _remarks(file, encoding))


def _remarks(file: File, encoding: str) -> tuple[Problem, ...]:
    if file.problem is not None:
        return (file.problem,)
    if encoding == "utf-8-sig":
        return ()
    said = N_("{name} is saved as {encoding}. It was graded, but Python itself wants UTF-8.")
    sentence = message(said, name=file.name, encoding=encoding.upper())
    return (Problem(Cause.FILE_ENCODING, sentence),)


def _is_notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def _unreadable(text: str, name: str, **values: str) -> Problem:
    return Problem(Cause.FILE_UNREADABLE, message(text, name=name, **values))


def _decode(data: bytes) -> tuple[str | None, str]:
    """The text and its encoding: UTF-8, or that of Korean Windows or PowerShell."""
    encodings = ("utf-8-sig", "cp949")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16", "utf-8-sig")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None, ""


def parse_notebook(text: str) -> list[tuple[int, str]]:
    """Number a notebook's code cells as `In [1]`, `In [2]` … of a run from top to bottom.

    Raises:
        NotebookError: the text is not a notebook, or has too many cells.
    """
    try:
        notebook = _decode_json(text)
    except (ValueError, RecursionError) as error:  # both libraries' errors are ValueErrors
        raise NotebookError(str(error)[:200]) from error
    except MemoryError as error:  # a byte of text can become a hundred bytes of objects
        raise NotebookError("it takes too much memory") from error
    cells = notebook.cells
    if cells is None:
        cells = [cell for sheet in notebook.worksheets for cell in sheet.cells]
    if len(cells) > MAX_CELLS:
        raise NotebookError(f"more than {MAX_CELLS} cells")
    code = [cell for cell in cells if cell.cell_type == "code"]
    return [(number, cell.text()) for number, cell in enumerate(code, 1)]


def _decode_json(text: str) -> _Notebook:
    try:
        return msgspec.json.decode(text, type=_Notebook)
    except msgspec.DecodeError:
        if len(text) > MAX_LOOSE_CHARS:
            raise
        # strict JSON has no NaN and no half of a surrogate pair; outputs of notebooks have both
        loose = json.loads(text, parse_constant=lambda _name: None)
        return msgspec.convert(loose, type=_Notebook)

"""A submitted file -> its code, as cells that a worker can run."""

from __future__ import annotations

import codecs
import functools
import hashlib
import json
import re
from typing import Any, NamedTuple

import msgspec

from grader.i18n import N_
from grader.model import Cause, File, Problem, message
from grader.worker.split import CELL_ID

from .answers import TextCell, marks_of, worth_keeping
from .encodings import UNKNOWN, decode
from .no_source import instead_of_source, kind_of_data
from .skipped import MAX_CELLS, MAX_FILE_BYTES, MAX_SOURCE_CHARS

MAX_REMEMBERED_BYTES = 200_000  # of a file
MAX_LOOSE_CHARS = 4_000_000
MAX_HEAD_CHARS = 20_000  # in which a file shows of which kind it is
MAX_ASIDE = 20  # functions outside of a notebook's code cells
_DEFINED = re.compile(r"^[ \t]{0,8}(?:async[ \t]+)?def[ \t]+(\w{1,80})", re.MULTILINE)
_PYTHON = re.compile(
    r"^(?:#|\"\"\"|'''|@\w|import \w|from [\w.]+ import|def \w+\(|class \w|\w+ *=[^=]|[%!]\w)",
    re.MULTILINE,
)
_ID = re.compile(CELL_ID)
_WRITTEN = "written"  # the type of a text cell, in what `condensed` keeps
_MERGE_MARKS = ("\n<<<<<<<", "\n=======", "\n>>>>>>>")


class Source(NamedTuple):
    """A file that could be read.

    Attributes:
        cells: `(label, code)` for each code cell; a `.py` file is one cell.
        notes: messages to the student about the file.
        aside: functions that stand in other cells of a notebook, such as Markdown, and the number
            of the code cell before them.
        texts: of a notebook in which the place of an answer is marked, all text cells.
        ids: `(label, id)` for each code cell that has an id.
    """

    file: File
    cells: list[tuple[str, str]]
    notes: tuple[Problem, ...] = ()
    aside: tuple[tuple[str, int], ...] = ()
    texts: tuple[TextCell, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()


class NotebookError(ValueError):
    """A text that is not a notebook; the argument is the reason."""


class _Cell(msgspec.Struct):
    cell_type: str | None = ""
    source: str | list[str | None] | None = ""
    input: str | list[str | None] | None = ""  # nbformat 3 has its source here
    id: Any = None
    metadata: Any = None

    def text(self) -> str:
        given = self.source or self.input or ""
        joined = given if isinstance(given, str) else "".join(part or "" for part in given)
        return joined.encode("utf-8", "replace").decode("utf-8")

    def own_id(self) -> str:
        """The id that nbgrader, the notebook's format or Colab gives it; empty if none does."""
        kept = self.metadata if isinstance(self.metadata, dict) else {}
        nbgrader = kept.get("nbgrader")
        named = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        given = (named, self.id, kept.get("id"))
        return next((one for one in given if type(one) is str and _ID.fullmatch(one)), "")


class _Sheet(msgspec.Struct):
    cells: list[_Cell] | None = None


# Only these fields are decoded: outputs, often megabytes of pictures, never become objects.
# nbformat would build and validate all of them.
class _Notebook(msgspec.Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] | None = None

    def all_cells(self) -> list[_Cell]:
        if self.cells is not None:
            return self.cells
        return [cell for sheet in self.worksheets or () for cell in sheet.cells or ()]


class _Text(NamedTuple):
    """A file's text, in one cell or in those of a notebook; with the reason if it has none."""

    cells: list[tuple[str, str]]
    notes: tuple[Problem, ...] = ()
    aside: tuple[tuple[str, int], ...] = ()
    texts: tuple[TextCell, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()


class _Cells(NamedTuple):
    """A notebook's code cells (number, text, id), the functions in other cells, and its texts."""

    code: list[tuple[int, str, str]]
    aside: tuple[tuple[str, int], ...] = ()
    texts: tuple[TextCell, ...] = ()


def condensed(file: File) -> File:
    """Keep only the graded part of a file; of one that cannot be read, the reason.

    A notebook's outputs can be a thousand times its code, and a file that is no source any size.
    """
    source = read_source(file)
    original = hashlib.sha256(file.data).hexdigest()
    if isinstance(source, Problem):
        problem: Problem | None = source
        return msgspec.structs.replace(file, data=b"", original=original, problem=problem)
    if not _is_cells(source):
        return file
    ids = dict(source.ids)
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "source": code, **({"id": ids[label]} if label in ids else {})}
        for label, code in source.cells
    ]
    for offset, (name, after) in enumerate(source.aside):
        cells.insert(after + offset, {"cell_type": "markdown", "source": f"def {name}"})
    cells += [
        {"cell_type": _WRITTEN, "source": text, "id": [*marks, *(["code"] if is_code else [])]}
        for text, marks, is_code in source.texts
    ]
    data = msgspec.json.encode({"cells": cells})
    # the cells are in UTF-8 now, so the remark on another encoding has to be kept with them
    kept = [note for note in source.notes if note.cause is Cause.FILE_ENCODING]
    problem = kept[0] if kept else None
    return msgspec.structs.replace(file, data=data, original=original, problem=problem)


def read_source(file: File) -> Source | Problem:
    """Read a file's cells; give the reason if it cannot be read."""
    # it is asked several times for each file, and for the starters again and again
    if file.problem is None and len(file.data) <= MAX_REMEMBERED_BYTES:
        return _read_remembered(file)
    return _read(file)


@functools.lru_cache(maxsize=128)
def _read_remembered(file: File) -> Source | Problem:
    return _read(file)


def _read(file: File) -> Source | Problem:
    name, data = file.name, file.data
    if file.problem is not None and file.problem.cause is Cause.FILE_UNREADABLE:
        return file.problem
    if not data or data.isspace():
        return _unreadable(N_("{name} is empty. Did you save it before handing it in?"), name)
    # the common notebook, as bytes: its outputs, which may be any size, never become text
    found = _cells_of_bytes(name, data) if is_notebook(name) else None
    if found is None:
        read = _read_text(file)
        if isinstance(read, Problem):
            return read
        found = read
    if not found.cells:
        return _unreadable(N_("{name} has no code cells."), name)
    if sum(len(code) for _, code in found.cells) > MAX_SOURCE_CHARS:
        return _unreadable(N_("{name} holds more than 1 MB of source."), name)
    kept = [file.problem] if file.problem is not None else []
    notes = (*kept, *(note for note in found.notes if note not in kept))
    return Source(file, found.cells, notes, found.aside, found.texts, found.ids)


def is_notebook(name: str) -> bool:
    """Whether a file is called a notebook."""
    return name.lower().endswith(".ipynb")


def _is_cells(source: Source) -> bool:
    return source.cells[0][0] != source.file.name


def _read_text(file: File) -> _Text | Problem:
    """Read a file as text, also one with the ending of another kind."""
    name = file.name
    if len(file.data) > MAX_FILE_BYTES:  # a text of so many bytes may take four times as many
        said = N_("{name} is no notebook that can be read, and too large to look at closely.")
        return _unreadable(said, name)
    if kind := kind_of_data(file.data):
        said = N_(
            "{name} is a file of another kind ({kind}), whatever its name says. Hand in the Python "
            "file or the notebook itself."
        )
        return _unreadable(said, name, kind=kind)
    text, encoding = decode(file.data, is_script=not is_notebook(name))
    if text is None:
        return _unreadable(N_("{name} is in no known text encoding. Save it as UTF-8."), name)
    if "\0" in text:
        said = N_("{name} is no text file. Hand in the Python file or notebook itself.")
        return _unreadable(said, name)
    notes: tuple[Problem, ...] = ()
    if encoding:
        said = N_("{name} is saved as {encoding}. It was graded, but Python itself wants UTF-8.")
        sentence = message(said, name=name, encoding=encoding.upper())
        if encoding == UNKNOWN:
            said = N_(
                "{name} is in no known text encoding. It was graded with the letters that could be "
                "read. Save it as UTF-8."
            )
            sentence = message(said, name=name)
        notes = (Problem(Cause.FILE_ENCODING, sentence),)
    found = _cells_of_text(name, text)
    return found if isinstance(found, Problem) else found._replace(notes=(*notes, *found.notes))


def _cells_of_bytes(name: str, data: bytes) -> _Text | None:
    """The cells of a notebook in UTF-8; None if it has to be looked at as text."""
    try:
        return _labelled(name, _cells(_decode_json(data)))
    except (ValueError, RecursionError, MemoryError):
        return None


def _cells_of_text(name: str, text: str) -> _Text | Problem:
    head = text[:MAX_HEAD_CHARS].lstrip()
    if sentence := instead_of_source(head):
        return _unreadable(sentence, name)
    if is_notebook(name):
        return _notebook_or_script(name, text, head)
    if head.startswith("{") and ('"cells"' in text or '"worksheets"' in text):
        try:
            found = _labelled(name, _cells(_parse(text)))
        except NotebookError:
            return _Text([(name, text)])
        return found._replace(
            notes=(
                _misnamed(
                    N_(
                        "{name} is a notebook by what it holds, and was "
                        "graded as one. Name it .ipynb."
                    ),
                    name,
                ),
            )
        )
    return _Text([(name, text)])


def _notebook_or_script(name: str, text: str, head: str) -> _Text | Problem:
    try:
        return _labelled(name, _cells(_parse(text)))
    except NotebookError as error:
        reason = str(error)
    if all(mark in text for mark in _MERGE_MARKS):
        said = N_(
            "{name} holds the marks of a merge (<<<<<<< and >>>>>>>), so it is no notebook any "
            "more. Take one of the two versions as a whole and hand that in."
        )
        return _unreadable(said, name)
    if not head.startswith(("{", "[")) and _PYTHON.search(head):
        said = N_("{name} is a Python file by what it holds, and was graded as one. Name it .py.")
        return _Text([(name, text)], (_misnamed(said, name),))
    said = N_("{name} is no notebook that can be read ({reason}). Open it, save it, hand it in.")
    return _unreadable(said, name, reason=reason)


def _misnamed(text: str, name: str) -> Problem:
    return Problem(Cause.FILE_CHOSEN, message(text, name=name))


def _unreadable(text: str, name: str, **values: str) -> Problem:
    return Problem(Cause.FILE_UNREADABLE, message(text, name=name, **values))


def parse_notebook(text: str) -> list[tuple[int, str]]:
    """Number a notebook's code cells as `In [1]`, `In [2]` … of a run from top to bottom.

    Raises:
        NotebookError: the text is not a notebook, or has too many cells.
    """
    return [(number, code) for number, code, _ in _cells(_parse(text)).code]


def _labelled(name: str, found: _Cells) -> _Text:
    labels = [(f"{name} cell {number}", code, own) for number, code, own in found.code]
    ids = tuple((label, own) for label, _, own in labels if own)
    cells = [(label, code) for label, code, _ in labels]
    return _Text(cells, aside=found.aside, texts=found.texts, ids=ids)


def _cells(notebook: _Notebook) -> _Cells:
    cells = notebook.all_cells()
    if len(cells) > MAX_CELLS:
        raise NotebookError(f"more than {MAX_CELLS} cells")
    code: list[tuple[int, str, str]] = []
    aside: list[tuple[str, int]] = []
    texts: list[TextCell] = []
    for cell in cells:
        text = cell.text()
        if cell.cell_type == _WRITTEN:
            texts.append(_kept_text(cell, text))
            continue
        marks = marks_of(cell, text)
        is_code = cell.cell_type == "code"
        if is_code:
            # an answer is no code; its empty cell keeps the numbers of the others, and without its
            # id, by which it would be an answer once more when what was kept is read again
            own = "" if marks else text, "" if marks else cell.own_id()
            code.append((len(code) + 1, *own))
        elif "def " in text and len(aside) < MAX_ASIDE:
            aside += [(name, len(code)) for name in _DEFINED.findall(text[:MAX_HEAD_CHARS])]
        if marks or not is_code:
            texts.append(TextCell(text, marks, is_code))
    return _Cells(code, tuple(aside[:MAX_ASIDE]), worth_keeping(texts))


def _kept_text(cell: _Cell, text: str) -> TextCell:
    """A text cell as `condensed` has kept it."""
    marks = cell.id if isinstance(cell.id, list) else []
    kept = tuple(mark for mark in marks if isinstance(mark, str) and mark != "code")
    return TextCell(text, kept, "code" in marks)


def _parse(text: str) -> _Notebook:
    try:
        return _decode_loosely(text)
    except (ValueError, RecursionError) as error:  # both libraries' errors are ValueErrors
        raise NotebookError(str(error)[:200]) from error
    except MemoryError as error:  # a byte of text can become a hundred bytes of objects
        raise NotebookError("it takes too much memory") from error


def _decode_json(data: str | bytes) -> _Notebook:
    if isinstance(data, bytes):
        data = data.removeprefix(codecs.BOM_UTF8)
    return msgspec.json.decode(data, type=_Notebook)


def _decode_loosely(text: str) -> _Notebook:
    try:
        return _decode_json(text)
    except msgspec.DecodeError:
        if len(text) > MAX_LOOSE_CHARS:
            raise
        # strict JSON has no NaN and no half of a surrogate pair; outputs of notebooks have both
        loose = json.loads(text, parse_constant=lambda _name: None)
        return msgspec.convert(loose, type=_Notebook)
